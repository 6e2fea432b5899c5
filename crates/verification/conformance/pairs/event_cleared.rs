//! Who comes after an event was cleared waits until it is set again.

use asyncio::{Event, create_task};

use crate::executors::pause;

static EVENT: Event = Event::new();

async fn waiter() {
    EVENT.wait().await;
    println!("waiter goes on");
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
