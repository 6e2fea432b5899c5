//! A failure that nobody has looked at is reported when the task is given up.

use asyncio::{Event, Task, create_task};

static FAILED: Event = Event::new();

async fn work() {
    panic!("on purpose");
}

fn callback(_task: &Task<()>) {
    FAILED.set();
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    FAILED.wait().await;
    println!("main is done");
}
