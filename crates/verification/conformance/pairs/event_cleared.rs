//! A task that waits for a cleared event waits until it is set again.

use crate::executors::pause;
use asyncio::{Event, create_task};

static EVENT: Event = Event::new();

async fn waiter() {
    EVENT.wait().await;
    println!("waiter continues");
}

pub async fn main() {
    EVENT.set();
    EVENT.clear();
    let task = create_task(waiter());
    pause().await;
    println!("main sets the event again");
    EVENT.set();
    task.await.unwrap();
}
