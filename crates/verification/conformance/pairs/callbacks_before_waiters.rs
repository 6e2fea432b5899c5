//! A waiter continues after the task's callbacks, even slow ones.

use std::thread;
use std::time::Duration;

use asyncio::{Task, create_task};

async fn work() {
    println!("work");
}

fn callback(_task: &Task<()>) {
    thread::sleep(Duration::from_millis(20));
    println!("callback");
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(callback);
    task.await.unwrap();
    println!("main continues");
}
