//! The callback of a failed task creates the next task, too.

use asyncio::{Event, Task, TaskError, create_task};

static DONE: Event = Event::new();

async fn work() {
    panic!("on purpose");
}

async fn more_work(message: String) {
    println!("more work after a failure: {message}");
    DONE.set();
}

fn callback(task: &Task<()>) {
    if let Some(TaskError::Panicked(message)) = task.exception() {
        create_task(more_work(message));
    }
}

pub async fn main() {
    create_task(work()).add_done_callback(callback);
    DONE.wait().await;
}
