//! A future that is never awaited does nothing.
//!
//!     just fail never-awaited-tokio
//!
//! Goal: when `work` is done, `more_work` runs, and main waits for it.
//! Mistake: the callback contains an `async` block, so that it can await. That compiles, but the block
//! only creates a future. A future runs only while it is polled, and this one is dropped.
//! When it runs: `more_work` never starts. rustc warns that the future is unused.
//! asyncio: calling a coroutine function runs nothing either. Python warns when the coroutine is
//! dropped.
//! Repair: `create_task`, which hands the future to the runtime.

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
    async {
        more_work().await;
    };
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
