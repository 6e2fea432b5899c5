//! A task has the name that it was given, and can rename itself.

use asyncio::{Event, Task, create_task, current_task};

static GO: Event = Event::new();

async fn work() {
    GO.wait().await;
    println!("work: {}", current_task().unwrap().name());
    current_task().unwrap().set_name("renamed");
}

fn callback(task: &Task<()>) {
    println!("callback: {}", task.name());
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    task.set_name("named by main");
    GO.set();
    task.await.unwrap();
}
