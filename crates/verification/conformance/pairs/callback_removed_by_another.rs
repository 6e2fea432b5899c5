//! Once a task's callbacks are running it is too late to remove one.

use std::sync::OnceLock;

use asyncio::{CallbackId, Event, Task, create_task};

static GO: Event = Event::new();
static OTHER: OnceLock<CallbackId> = OnceLock::new();

async fn work() {
    GO.wait().await;
}

fn callback(task: &Task<()>) {
    if !task.remove_done_callback(*OTHER.get().unwrap()) {
        println!("too late");
    }
}

fn other_callback(_task: &Task<()>) {
    println!("other callback");
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    OTHER.set(task.add_done_callback(other_callback)).unwrap();
    GO.set();
    task.await.unwrap();
}
