//! A task that is cancelled before its start never starts.

use asyncio::{Event, create_task};

static STARTED: Event = Event::new();

async fn work() {
    STARTED.set();
}

pub async fn main() {
    // In asyncio the first attempt succeeds. In Rust the task may run before main continues.
    for _ in 0..1000 {
        STARTED.clear();
        let task = create_task(work());
        task.cancel();
        let _ = task.clone().await;
        if task.cancelled() && !STARTED.is_set() {
            println!("cancelled and never started");
            break;
        }
    }
}
