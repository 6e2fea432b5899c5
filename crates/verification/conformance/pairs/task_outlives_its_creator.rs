//! A task continues after the task that created it has finished.

use asyncio::{Event, create_task};

static GO: Event = Event::new();
static DONE: Event = Event::new();

async fn work() {
    create_task(more_work());
    println!("work is done");
}

async fn more_work() {
    GO.wait().await;
    println!("more work is done");
    DONE.set();
}

pub async fn main() {
    create_task(work()).await.unwrap();
    GO.set();
    DONE.wait().await;
}
