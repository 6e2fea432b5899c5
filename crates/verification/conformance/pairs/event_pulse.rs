//! An event that is set and cleared at once wakes those who wait.

use asyncio::{Event, create_task};

use crate::executors::pause;

static EVENT: Event = Event::new();

async fn waiter() {
    EVENT.wait().await;
    println!("waiter goes on");
}

pub async fn main() {
    let task = create_task(waiter());
    // Who is not waiting yet misses a pulse, and waits for the next.
    while !task.done() {
        EVENT.set();
        EVENT.clear();
        pause().await;
    }
    if !EVENT.is_set() {
        println!("the event is not set");
    }
}
