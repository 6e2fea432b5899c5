//! When a task is cancelled, what began last is cleaned up first.

use asyncio::{Event, create_task};

use crate::Finally;

static STARTED: Event = Event::new();

async fn work() {
    let _finally = Finally(|| println!("work cleans up"));
    inner_work().await;
}

async fn inner_work() {
    let _finally = Finally(|| println!("inner work cleans up"));
    STARTED.set();
    Event::new().wait().await;
}

pub async fn main() {
    let task = create_task(work());
    STARTED.wait().await;
    task.cancel();
    let _ = task.await;
}
