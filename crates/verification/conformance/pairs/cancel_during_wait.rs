//! A task that is cancelled while it waits cleans up, and then its callbacks run.

use asyncio::{Event, Task, TaskError, create_task};

use crate::Finally;

static STARTED: Event = Event::new();

async fn work() {
    let _finally = Finally(|| println!("work cleans up"));
    STARTED.set();
    Event::new().wait().await;
    println!("never");
}

fn callback(task: &Task<()>) {
    if task.cancelled() {
        println!("callback: cancelled");
    }
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    STARTED.wait().await;
    task.cancel();
    if let Err(TaskError::Cancelled) = task.await {
        println!("main: cancelled");
    }
}
