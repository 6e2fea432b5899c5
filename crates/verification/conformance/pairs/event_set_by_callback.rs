//! A callback sets the event that main waits for.

use asyncio::{Event, Task, create_task};

static EVENT: Event = Event::new();

async fn work() {
    println!("work");
}

fn callback(_task: &Task<()>) {
    println!("callback");
    EVENT.set();
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    EVENT.wait().await;
    println!("main continues");
}
