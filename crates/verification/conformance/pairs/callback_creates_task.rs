//! A callback, which cannot await, creates a task that does.

use asyncio::{Event, Task, create_task};

use crate::executors::pause;

static DONE: Event = Event::new();

async fn work() {
    println!("work");
}

async fn more_work() {
    pause().await;
    println!("more work");
    DONE.set();
}

fn callback(_task: &Task<()>) {
    create_task(more_work());
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    DONE.wait().await;
}
