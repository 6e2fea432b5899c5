//! An `async fn` as the done callback: calling it would run nothing.
//!
//!     just fail async-callback
//!
//!     error[E0271]: expected `callback` to return `()`, but it returns `impl Future<Output = ()>`
//!
//! Goal: when `work` is done, `more_work` runs, and main waits for it.
//! Mistake: `callback` is now `async`, so that it can await. But calling an `async fn` only creates a
//! future, and a done callback must return nothing.
//! rustc suggests adding `.await`, which does not help: see `just fail async-callback-failed-repair`. An
//! `async` block in a plain callback compiles but does nothing: see `never-awaited`.
//! asyncio: accepts it. When `work` is done, Python warns that `callback` was never awaited. In debug mode
//! the end of `work` raises `TypeError` instead, and main hangs.
//! Repair: a plain `fn` that creates a task.

use std::thread;

use pollster::block_on;

async fn work() {
    println!("Work is starting...");
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    println!("More work is done");
}

async fn callback(_task: &asyncio::Task<()>) {
    more_work().await;
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

/// Starts a task without a runtime: on a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
