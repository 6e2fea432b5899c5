//! A function that was added twice runs twice.

use asyncio::{Task, create_task};

async fn work() {
    println!("work");
}

fn callback(_task: &Task<()>) {
    println!("callback");
}

fn other_callback(_task: &Task<()>) {
    println!("other callback");
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    task.add_done_callback(other_callback);
    task.add_done_callback(callback);
    task.await.unwrap();
}
