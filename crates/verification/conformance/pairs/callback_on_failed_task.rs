//! A callback added to a failed task still runs.

use asyncio::{Event, Task, TaskError, create_task};

static CALLED: Event = Event::new();

async fn work() {
    panic!("on purpose");
}

fn callback(task: &Task<()>) {
    if let Some(TaskError::Panicked(message)) = task.exception() {
        println!("callback: {message}");
    }
    CALLED.set();
}

pub async fn main() {
    let task = create_task(work());
    if let Err(TaskError::Panicked(message)) = task.clone().await {
        println!("main: {message}");
    }
    task.add_done_callback(callback);
    CALLED.wait().await;
}
