//! The repair of `self-await`: `current_task()` is removed from the set.
//!
//!     just repair self-await-tokio

use std::time::Duration;

use tokio::time::sleep;

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("More work is done");
}

fn callback(_task: &asyncio::Task<()>) {
    asyncio::create_task(more_work());
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    let main_task = asyncio::current_task().unwrap();
    loop {
        let mut tasks = asyncio::all_tasks();
        tasks.remove(&main_task);
        if tasks.is_empty() {
            break;
        }
        for task in tasks {
            task.await.unwrap();
        }
    }
    println!("Main Done.");
}

/// Starts a task. Dropping its handle detaches it.
fn spawn(task: asyncio::Coroutine) {
    tokio::spawn(task);
}

#[tokio::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
}
