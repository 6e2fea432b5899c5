//! A task has the name that it was created with or given later, and can rename itself.

use asyncio::{Event, Task, create_named_task, current_task};

static STARTED: Event = Event::new();
static GO: Event = Event::new();

async fn work() {
    println!("work starts: {}", current_task().unwrap().name());
    STARTED.set();
    GO.wait().await;
    println!("work: {}", current_task().unwrap().name());
    current_task().unwrap().set_name("renamed");
}

fn callback(task: &Task<()>) {
    println!("callback: {}", task.name());
}

pub async fn main() {
    let task = create_named_task("named from the start", work());
    task.add_done_callback(callback);
    STARTED.wait().await;
    task.set_name("named by main");
    GO.set();
    task.await.unwrap();
}
