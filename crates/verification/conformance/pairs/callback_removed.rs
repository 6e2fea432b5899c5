//! A callback that was removed does not run.

use asyncio::{Event, Task, create_task};

static GO: Event = Event::new();

async fn work() {
    GO.wait().await;
    println!("work");
}

fn callback(_task: &Task<()>) {
    println!("never");
}

fn other_callback(_task: &Task<()>) {
    println!("other callback");
}

pub async fn main() {
    let task = create_task(work());
    let id = task.add_done_callback(callback);
    task.add_done_callback(other_callback);
    if task.remove_done_callback(id) {
        println!("removed");
    }
    if !task.remove_done_callback(id) {
        println!("not there any more");
    }
    GO.set();
    task.await.unwrap();
}
