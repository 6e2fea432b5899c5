//! A callback that fails stops neither the next callback nor the task's waiters.

use asyncio::{Task, create_task};

async fn work() {
    println!("work");
}

fn failing_callback(_task: &Task<()>) {
    println!("failing callback");
    panic!("on purpose");
}

fn next_callback(_task: &Task<()>) {
    println!("next callback");
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(failing_callback);
    task.add_done_callback(next_callback);
    task.await.unwrap();
    println!("main continues");
}
