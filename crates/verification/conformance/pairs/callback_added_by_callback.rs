//! A callback added by a callback runs after those added before.

use asyncio::{Event, Task, create_task};

static GO: Event = Event::new();
static CALLED: Event = Event::new();

async fn work() {
    GO.wait().await;
}

fn callback(task: &Task<()>) {
    task.add_done_callback(late_callback);
    println!("callback");
}

fn other_callback(_task: &Task<()>) {
    println!("other callback");
}

fn late_callback(_task: &Task<()>) {
    println!("late callback");
    CALLED.set();
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    task.add_done_callback(other_callback);
    GO.set();
    CALLED.wait().await;
}
