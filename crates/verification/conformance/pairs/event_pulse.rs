//! An event that is set and cleared at once wakes its current waiters.

use crate::executors::pause;
use asyncio::{Event, create_task};

static EVENT: Event = Event::new();

async fn waiter() {
    EVENT.wait().await;
    println!("waiter continues");
}

pub async fn main() {
    let task = create_task(waiter());
    // A task that is not waiting yet misses a pulse and waits for the next.
    while !task.done() {
        EVENT.set();
        EVENT.clear();
        pause().await;
    }
    if !EVENT.is_set() {
        println!("the event is not set");
    }
}
