//! The lost task: main awaits only `work_task`, and ends before `more_work` is done.
//!
//!     just run lost-task-async-std
//!
//! This is the step between stages 1 and 2. The callback creates `more_work`, but main does not wait
//! for it. When main ends, `asyncio::run` cancels every unfinished task, as Python's does: destructors
//! run, and nothing else.
//!
//! Where main and `more_work` can run on different threads, `more_work` may start before "Main Done.",
//! after it, or not at all. smol has one thread for tasks, where it always starts before. asyncio also
//! has one thread, but main runs next on it, so `more_work` always starts after "Main Done.".
//!
//! One possible run:
//!
//! ```text
//! Main is starting...
//! Work is starting...
//! Work is done
//! More work is starting...
//! Main Done.
//! More work is dropped
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

/// Prints a line when its task ends, even if it is cancelled: Python's `finally`.
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

/// Starts a task. Dropping its handle detaches it.
fn spawn(task: asyncio::Coroutine) {
    async_std::task::spawn(task);
}

#[async_std::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
}
