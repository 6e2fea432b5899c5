//! Setting an event that is set changes nothing: one clear undoes both.

use asyncio::{Event, all_tasks, create_task};

use crate::executors::pause;

static EVENT: Event = Event::new();

async fn work() {
    EVENT.set();
    EVENT.set();
    if EVENT.is_set() {
        println!("set");
    }
}

pub async fn main() {
    create_task(work());
    EVENT.wait().await;
    // Wait until `work` has set it a second time.
    while all_tasks().len() > 1 {
        pause().await;
    }
    EVENT.clear();
    if !EVENT.is_set() {
        println!("not set");
    }
}
