//! A cancelled task can create a task while it cleans up.

use asyncio::{Event, create_task};

use crate::Finally;

static STARTED: Event = Event::new();
static DONE: Event = Event::new();

async fn work() {
    let _finally = Finally(|| drop(create_task(more_work())));
    STARTED.set();
    Event::new().wait().await;
}

async fn more_work() {
    println!("more work");
    DONE.set();
}

pub async fn main() {
    let task = create_task(work());
    STARTED.wait().await;
    task.cancel();
    DONE.wait().await;
}
