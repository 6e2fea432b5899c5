//! All who await a task learn that it was cancelled.

use asyncio::{Event, Task, TaskError, create_task};

use crate::executors::pause;

async fn work() {
    Event::new().wait().await;
}

async fn waiter(task: Task<()>) -> &'static str {
    match task.await {
        Err(TaskError::Cancelled) => "cancelled",
        _ => "finished",
    }
}

pub async fn main() {
    let task = create_task(work());
    let first_waiter = create_task(waiter(task.clone()));
    let second_waiter = create_task(waiter(task.clone()));
    pause().await;
    task.cancel();
    println!("first waiter: {}", first_waiter.await.unwrap());
    println!("second waiter: {}", second_waiter.await.unwrap());
}
