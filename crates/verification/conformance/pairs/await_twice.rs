//! A task can be awaited again, and gives the same result.

use asyncio::create_task;

async fn work() -> u32 {
    println!("work");
    42
}

pub async fn main() {
    let task = create_task(work());
    println!("first: {}", task.clone().await.unwrap());
    println!("second: {}", task.clone().await.unwrap());
    println!("result: {}", task.result().unwrap());
}
