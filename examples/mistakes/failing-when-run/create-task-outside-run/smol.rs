//! A task is created before there is a loop.
//!
//!     just fail create-task-outside-run-smol
//!
//! Goal: `work` starts, and main waits for it.
//! Mistake: `create_task` is called before `asyncio::run` has begun. There is no loop yet that the
//! task could belong to.
//! When it runs: `create_task` panics.
//! asyncio: refuses it, too, with a RuntimeError: there is no running event loop.
//! Way out: to create the task in a coroutine that `run` has started.

use std::time::Duration;

use smol::Timer;

async fn work() {
    println!("Work is starting...");
    Timer::after(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn async_main(work_task: asyncio::Task<()>) {
    println!("Main is starting...");
    work_task.await.unwrap();
    println!("Main Done.");
}

/// How `run` starts a task. smol cancels it when its handle is dropped, so it is detached.
fn spawn(task: asyncio::Coroutine) {
    smol::spawn(task).detach();
}

fn main() {
    let work_task = asyncio::create_task(work());
    smol::block_on(asyncio::run(spawn, async_main(work_task)));
}
