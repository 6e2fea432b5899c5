//! A callback that main adds to a finished task just before it returns still runs.

use asyncio::{Task, create_task};

async fn work() {
    println!("work");
}

fn callback(_task: &Task<()>) {
    println!("callback");
}

pub async fn main() {
    let task = create_task(work());
    task.clone().await.unwrap();
    println!("main is done");
    task.add_done_callback(callback);
}
