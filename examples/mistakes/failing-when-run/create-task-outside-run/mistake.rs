//! A task is created before there is a loop.
//!
//!     just fail create-task-outside-run-tokio
//!
//! Goal: `work` starts, and main waits for it.
//! Mistake: `create_task` is called before `asyncio::run`, so there is no loop yet that the task could
//! belong to.
//! When it runs: `create_task` panics.
//! asyncio: raises a RuntimeError: there is no running event loop.
//! Repair: create the task in a coroutine that `run` has started.

use std::time::Duration;

use tokio::time::sleep;

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn async_main(work_task: asyncio::Task<()>) {
    println!("Main is starting...");
    work_task.await.unwrap();
    println!("Main Done.");
}

/// Starts a task. Dropping its handle detaches it.
fn spawn(task: asyncio::Coroutine) {
    tokio::spawn(task);
}

#[tokio::main]
async fn main() {
    let work_task = asyncio::create_task(work());
    asyncio::run(spawn, async_main(work_task)).await;
}
