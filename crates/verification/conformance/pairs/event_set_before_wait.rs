//! Waiting for an event that is already set returns at once.

use asyncio::{Event, create_task};

static EVENT: Event = Event::new();

async fn work() {
    EVENT.set();
    println!("work has set the event");
}

pub async fn main() {
    create_task(work()).await.unwrap();
    EVENT.wait().await;
    println!("main continues");
    EVENT.wait().await;
    println!("main continues again");
}
