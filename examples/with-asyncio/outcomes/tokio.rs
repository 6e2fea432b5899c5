//! Outcomes: one callback on a task that finishes, one that is cancelled and one that fails.
//!
//!     just run outcomes-tokio
//!
//! The tutorial remarks that a callback runs when its task is done, however the task ended. An
//! exception in Python is a panic here. As with any panic, its message also goes to stderr. Main waits
//! for each task with `let _`: awaiting a task that failed or was cancelled gives an `Err`. In Python it
//! would raise, so `asyncio.py` uses `asyncio.wait`, which does not.
//!
//! ```text
//! Main is starting...
//! Work is starting...
//! Work is done
//! Task-2 has finished: 42
//! More work is starting...
//! Task-3 was cancelled
//! Bad work is starting...
//! Task-4 has failed: bad luck
//! Main Done.
//! ```

use std::time::Duration;

use tokio::time::sleep;

use asyncio::TaskError;

async fn work() -> u32 {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
    42
}

async fn more_work() -> u32 {
    println!("More work is starting...");
    sleep(Duration::from_secs(100)).await;
    unreachable!("it is cancelled while it sleeps")
}

async fn bad_work() -> u32 {
    println!("Bad work is starting...");
    sleep(Duration::from_millis(100)).await;
    panic!("bad luck")
}

fn callback(task: &asyncio::Task<u32>) {
    let name = task.name();
    match task.result() {
        Ok(value) => println!("{name} has finished: {value}"),
        Err(TaskError::Cancelled) => println!("{name} was cancelled"),
        Err(TaskError::Panicked(message)) => println!("{name} has failed: {message}"),
    }
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    let _ = work_task.await;

    let more_task = asyncio::create_task(more_work());
    more_task.add_done_callback(callback);
    sleep(Duration::from_millis(100)).await;
    more_task.cancel();
    let _ = more_task.await;

    let bad_task = asyncio::create_task(bad_work());
    bad_task.add_done_callback(callback);
    let _ = bad_task.await;
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
