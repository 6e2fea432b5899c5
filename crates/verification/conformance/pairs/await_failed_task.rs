//! Every await of a failed task raises its exception.

use asyncio::{TaskError, create_task};

async fn work(number: u32) {
    panic!("number {number}");
}

pub async fn main() {
    let task = create_task(work(42));
    if let Err(TaskError::Panicked(message)) = task.clone().await {
        println!("first: {message}");
    }
    if let Err(TaskError::Panicked(message)) = task.clone().await {
        println!("second: {message}");
    }
}
