//! When main returns, the remaining tasks are cancelled and their callbacks run.

use asyncio::{Event, Task, create_task};

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
    println!("main is done");
}
