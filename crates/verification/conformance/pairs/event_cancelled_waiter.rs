//! When one who waits for an event is cancelled, the others wait on.

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
    second_task.cancel();
    match second_task.await {
        Ok(number) => println!("waiter {number}"),
        Err(_) => println!("waiter 2 is cancelled"),
    }
    EVENT.set();
    println!("waiter {}", first_task.await.unwrap());
    println!("waiter {}", third_task.await.unwrap());
}
