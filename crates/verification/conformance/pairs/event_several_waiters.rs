//! Setting an event wakes all who wait for it.

use asyncio::{Event, create_task};

use crate::executors::pause;

static EVENT: Event = Event::new();

async fn waiter(number: u32) -> u32 {
    EVENT.wait().await;
    number
}

pub async fn main() {
    let first_task = create_task(waiter(1));
    let second_task = create_task(waiter(2));
    let third_task = create_task(waiter(3));
    pause().await;
    println!("main sets the event");
    EVENT.set();
    println!("waiter {}", first_task.await.unwrap());
    println!("waiter {}", second_task.await.unwrap());
    println!("waiter {}", third_task.await.unwrap());
}
