//! A callback added to a finished task still runs.

use asyncio::{Event, Task, create_task};

static CALLED: Event = Event::new();

async fn work() -> u32 {
    42
}

fn callback(task: &Task<u32>) {
    println!("callback: {}", task.result().unwrap());
    CALLED.set();
}

pub async fn main() {
    let task = create_task(work());
    task.clone().await.unwrap();
    println!("work is done");
    task.add_done_callback(callback);
    CALLED.wait().await;
}
