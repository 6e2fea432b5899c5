//! When main ends, what is left is cancelled, and its callbacks are called.

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
