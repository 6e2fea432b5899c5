//! A task that is cancelled in its last step has no result.

use asyncio::{TaskError, create_task, current_task};

async fn work() -> u32 {
    current_task().unwrap().cancel();
    println!("work is done");
    42
}

pub async fn main() {
    let task = create_task(work());
    match task.await {
        Ok(value) => println!("main: {value}"),
        Err(TaskError::Cancelled) => println!("main: cancelled"),
        Err(error) => println!("main: {error}"),
    }
}
