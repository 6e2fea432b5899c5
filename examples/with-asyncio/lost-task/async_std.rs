//! The lost task: main awaits `work_task` only, so it leaves before `more_work` is done.
//!
//!     just run lost-task-async-std
//!
//! It stands between stages 1 and 2: the callback creates `more_work`, but main does not wait for
//! it. When main ends, `asyncio::run` cancels the tasks that are not done, as Python does. Two threads
//! may run main and `more_work` at the same time, so `more_work` may start before "Main Done.", after
//! it, or not at all. asyncio has one thread, on which main is next when the callback has returned:
//! there `more_work` always starts, and always after "Main Done.".
//!
//! The second half does it without asyncio. When main returns, tokio drops the tasks that are not
//! done, and their destructors run. With async-std and smol the process just ends. Both print:
//!
//! ```text
//! Main is starting...
//! Work is starting...
//! Work is done
//! Main Done.
//! More work is starting...
//! More work is dropped
//! Without asyncio:
//! More work is starting...
//! Main Done.
//! ```

use std::time::Duration;

use async_std::task::sleep;

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(200)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    let _unfinished = Unfinished;
    sleep(Duration::from_millis(2000)).await;
    println!("More work is done");
}

/// Tells that a task has ended, even if it is cancelled: Python's `finally`.
struct Unfinished;

impl Drop for Unfinished {
    fn drop(&mut self) {
        println!("More work is dropped");
    }
}

fn callback(_task: &asyncio::Task<()>) {
    asyncio::create_task(more_work());
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    work_task.await.unwrap();
    println!("Main Done.");
}

async fn without_asyncio() {
    println!("Without asyncio:");
    async_std::task::spawn(more_work());
    sleep(Duration::from_millis(200)).await;
    println!("Main Done.");
}

/// How `run` starts a task. async-std lets it go on when its handle is dropped, as here.
fn spawn(task: asyncio::Coroutine) {
    async_std::task::spawn(task);
}

#[async_std::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
    without_asyncio().await;
}
