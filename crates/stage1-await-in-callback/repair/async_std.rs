//! The repair of stage 1: the callback creates a task, which can await, and main waits for it.
//!
//!     just repair await-in-callback-async-std

use std::time::Duration;

use async_std::task::sleep;

async fn work() {
    println!("Work is done");
}

async fn more_work() {
    sleep(Duration::from_secs(1)).await;
    println!("More work is done");
}

fn callback(_task: &asyncio::Task<()>) {
    asyncio::create_task(more_work());
}

async fn async_main() {
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    loop {
        let mut tasks = asyncio::all_tasks();
        tasks.remove(&asyncio::current_task().unwrap());
        if tasks.is_empty() {
            break;
        }
        for task in tasks {
            task.await.unwrap();
        }
    }
}

/// How `run` starts a task. async-std lets it go on when its handle is dropped, as here.
fn spawn(task: asyncio::Coroutine) {
    async_std::task::spawn(task);
}

#[async_std::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
}
