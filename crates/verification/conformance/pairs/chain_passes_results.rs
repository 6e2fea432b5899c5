//! Each callback gives its task's result to the next task.

use asyncio::{Event, Task, create_task};

static DONE: Event = Event::new();

async fn work() -> u32 {
    6
}

async fn more_work(number: u32) -> u32 {
    number * 7
}

fn callback(task: &Task<u32>) {
    println!("work: {}", task.result().unwrap());
    let more_task = create_task(more_work(task.result().unwrap()));
    more_task.add_done_callback(more_callback);
}

fn more_callback(task: &Task<u32>) {
    println!("more work: {}", task.result().unwrap());
    DONE.set();
}

pub async fn main() {
    create_task(work()).add_done_callback(callback);
    DONE.wait().await;
}
