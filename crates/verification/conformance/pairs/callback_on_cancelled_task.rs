//! A callback added to a cancelled task still runs.

use asyncio::{Event, Task, TaskError, create_task};

static CALLED: Event = Event::new();

async fn work() {
    Event::new().wait().await;
}

fn callback(task: &Task<()>) {
    if task.cancelled() {
        println!("callback: cancelled");
    }
    CALLED.set();
}

pub async fn main() {
    let task = create_task(work());
    task.cancel();
    if let Err(TaskError::Cancelled) = task.clone().await {
        println!("main: cancelled");
    }
    task.add_done_callback(callback);
    CALLED.wait().await;
}
