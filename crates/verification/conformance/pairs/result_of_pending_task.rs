//! A pending task has no result and no exception, and asking for one is an error.

use std::panic::{AssertUnwindSafe, catch_unwind};

use asyncio::{Event, create_task};

static GO: Event = Event::new();

async fn work() -> u32 {
    GO.wait().await;
    42
}

pub async fn main() {
    let task = create_task(work());
    if catch_unwind(AssertUnwindSafe(|| task.result())).is_err() {
        println!("no result yet");
    }
    if catch_unwind(AssertUnwindSafe(|| task.exception())).is_err() {
        println!("no exception yet");
    }
    GO.set();
    println!("result: {}", task.await.unwrap());
}
