//! Tasks are numbered in order of creation, and main is the first.

use asyncio::{create_task, current_task};

async fn work() {}

pub async fn main() {
    let first_task = create_task(work());
    let second_task = create_task(work());
    println!("main: {}", current_task().unwrap().name());
    println!("first task: {}", first_task.name());
    println!("second task: {}", second_task.name());
}
