//! A future that nobody awaits does nothing.
//!
//!     just fail never-awaited-smol
//!
//! Goal: when `work` is done, `more_work` runs, and main waits for it.
//! Mistake: the callback has an `async` block, so that it can await. That compiles, but it only makes
//! a future. A future runs while something polls it, and this one is dropped.
//! When it runs: `more_work` never starts. rustc has warned: the block must be used.
//! asyncio: to call a coroutine function runs nothing, either. When the coroutine is dropped, Python
//! warns.
//! Way out: `create_task`, which has the runtime poll the future.

use std::time::Duration;

use smol::Timer;

async fn work() {
    println!("Work is starting...");
    Timer::after(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    Timer::after(Duration::from_millis(100)).await;
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
    println!("Main Done.");
}

/// How `run` starts a task. smol cancels it when its handle is dropped, so it is detached.
fn spawn(task: asyncio::Coroutine) {
    smol::spawn(task).detach();
}

fn main() {
    smol::block_on(asyncio::run(spawn, async_main()));
}
