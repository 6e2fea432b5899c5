//! Cancelling a finished task changes nothing: it keeps its result.

use asyncio::create_task;

async fn work() -> u32 {
    42
}

pub async fn main() {
    let task = create_task(work());
    task.clone().await.unwrap();
    if !task.cancel() {
        println!("too late");
    }
    if !task.cancelled() {
        println!("still {}", task.result().unwrap());
    }
}
