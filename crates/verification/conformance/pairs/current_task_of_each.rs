//! Each task is its own current task, and a callback has none.

use asyncio::{Task, create_task, current_task};

async fn work() {
    current_task().unwrap().set_name("work");
}

fn callback(task: &Task<()>) {
    if current_task().is_none() {
        println!("callback of {}: no current task", task.name());
    }
}

pub async fn main() {
    current_task().unwrap().set_name("main");
    let task = create_task(work());
    task.add_done_callback(callback);
    task.await.unwrap();
    println!("still in {}", current_task().unwrap().name());
}
