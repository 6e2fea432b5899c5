//! An exception that was retrieved is not reported.

use asyncio::{Event, Task, TaskError, create_task};

static FAILED: Event = Event::new();

async fn work() {
    panic!("on purpose");
}

fn callback(task: &Task<()>) {
    if let Some(TaskError::Panicked(message)) = task.exception() {
        println!("callback: {message}");
    }
    FAILED.set();
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    FAILED.wait().await;
    println!("main is done");
}
