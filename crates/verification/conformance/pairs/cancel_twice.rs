//! A task that is cancelled twice ends once; when it has ended, it is too late.

use asyncio::{Task, create_task, current_task};

use crate::executors::pause;

async fn work() {
    let task = current_task().unwrap();
    if task.cancel() && task.cancel() {
        println!("requested twice");
    }
    pause().await;
    println!("never");
}

fn callback(_task: &Task<()>) {
    println!("callback");
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    let _ = task.clone().await;
    if task.cancelled() && !task.cancel() {
        println!("cancelled, and now it is too late");
    }
}
