//! Callbacks run in the order in which they were added.

use asyncio::{Task, create_task};

async fn work() {
    println!("work");
}

fn first_callback(_task: &Task<()>) {
    println!("first callback");
}

fn second_callback(_task: &Task<()>) {
    println!("second callback");
}

fn third_callback(_task: &Task<()>) {
    println!("third callback");
}

pub async fn main() {
    let task = create_task(work());
    task.add_done_callback(first_callback);
    task.add_done_callback(second_callback);
    task.add_done_callback(third_callback);
    task.await.unwrap();
}
