//! Main waits until no other task is left, not even one that a callback created.

use asyncio::{Task, all_tasks, create_task, current_task};

use crate::executors::pause;

async fn work() {
    pause().await;
    println!("work");
}

async fn more_work() {
    pause().await;
    println!("more work");
}

fn callback(_task: &Task<()>) {
    create_task(more_work());
}

pub async fn main() {
    create_task(work()).add_done_callback(callback);
    loop {
        let mut tasks = all_tasks();
        tasks.remove(&current_task().unwrap());
        if tasks.is_empty() {
            break;
        }
        for task in tasks {
            task.await.unwrap();
        }
    }
    println!("main is done");
}
