//! An unretrieved exception is reported when the task's last handle is dropped.

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
