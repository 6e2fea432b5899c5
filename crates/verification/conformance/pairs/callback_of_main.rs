//! Main is a task, and its callbacks run before run returns.

use asyncio::{AnyTask, create_task, current_task};

async fn work() {
    println!("work");
}

fn callback(_task: &AnyTask) {
    println!("main's callback");
}

pub async fn main() {
    current_task().unwrap().add_done_callback(callback);
    create_task(work()).await.unwrap();
    println!("main is done");
}
