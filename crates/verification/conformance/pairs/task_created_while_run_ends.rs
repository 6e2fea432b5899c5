//! A task created after main has returned never finishes.

use crate::executors::Executor;
use asyncio::{Event, Task, create_task};

async fn work() {
    Event::new().wait().await;
}

async fn more_work() {
    Event::new().wait().await;
    println!("never");
}

fn callback(_task: &Task<()>) {
    println!("callback creates a task");
    create_task(more_work());
}

async fn main() {
    create_task(work()).add_done_callback(callback);
    println!("main is done");
}

pub fn program(executor: Executor) {
    executor.run(main());
    println!("run has returned");
}
