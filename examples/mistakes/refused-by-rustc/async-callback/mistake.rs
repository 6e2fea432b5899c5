//! An `async fn` as the done callback: calling it would run nothing.
//!
//!     just fail async-callback
//!
//!     error[E0271]: expected `callback` to return `()`, but it returns `impl Future<Output = ()>`
//!
//! Goal: when `work` is done, `more_work` runs, and main waits for it.
//! Mistake: `callback` is `async` now, so that it can await. But to call an `async fn` only makes a
//! future, and whoever calls a callback takes nothing from it.
//! rustc's help is to add `.await`, which leads astray: see `just fail async-callback-failed-repair`. An
//! `async` block in a plain callback compiles, but does nothing: that is `never-awaited`.
//! asyncio: takes it, but in debug mode. When `work` is done, Python warns that `callback` was never
//! awaited.
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

/// How `run` starts a task without tokio, async-std or smol: each task has a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
