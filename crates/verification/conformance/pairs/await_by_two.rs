//! Two tasks await a third, and both get its result.

use asyncio::{Event, Task, create_task};

use crate::executors::pause;

static GO: Event = Event::new();

async fn work() -> u32 {
    GO.wait().await;
    42
}

async fn waiter(task: Task<u32>) -> u32 {
    task.await.unwrap() + 1
}

pub async fn main() {
    let task = create_task(work());
    let first_waiter = create_task(waiter(task.clone()));
    let second_waiter = create_task(waiter(task.clone()));
    pause().await;
    GO.set();
    println!("first waiter: {}", first_waiter.await.unwrap());
    println!("second waiter: {}", second_waiter.await.unwrap());
}
