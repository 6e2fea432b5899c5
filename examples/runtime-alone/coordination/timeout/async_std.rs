//! Waits for a task with a time limit, and cancels the task, or only stops waiting for it.
//!
//!     just run timeout-async-std
//!
//! asyncio has `wait_for` and `timeout()`: how do I stop work that takes too long? With async-std's `timeout`. It drops
//! the future that it is given when the time is up, which stops work that is awaited directly. A task's handle is only
//! the wait, so the task continues until you cancel it, where `wait_for` cancels it. The trap is `timeout(LIMIT, task)`:
//! it drops the handle, and then nothing can stop the task.
//!
//!     cargo add async-std --features attributes
//!
//! ```text
//! A limit that cancels the task:
//! Work is starting...
//! Work is cleaned up
//! The task is cancelled
//! A limit for the wait alone:
//! Work is starting...
//! Main stops waiting
//! Work is done
//! Work is cleaned up
//! Main waits again: 42
//! A limit for work without a task:
//! Work is starting...
//! Work is cleaned up
//! Main gives up
//! ```

use std::time::Duration;

use async_std::future::timeout;
use async_std::task::{self, sleep};

const LIMIT: Duration = Duration::from_millis(100);

async fn work() -> u32 {
    let _clean_up = CleanUp;
    println!("Work is starting...");
    sleep(2 * LIMIT).await;
    println!("Work is done");
    42
}

/// What `finally` does in Python. It runs when `work` returns, and when its future is dropped.
struct CleanUp;

impl Drop for CleanUp {
    fn drop(&mut self) {
        println!("Work is cleaned up");
    }
}

#[async_std::main]
async fn main() {
    println!("A limit that cancels the task:");
    let mut task = task::spawn(work());
    if timeout(LIMIT, &mut task).await.is_err() && task.cancel().await.is_none() {
        println!("The task is cancelled");
    }

    println!("A limit for the wait alone:");
    let mut task = task::spawn(work());
    if timeout(LIMIT, &mut task).await.is_err() {
        println!("Main stops waiting");
    }
    println!("Main waits again: {}", task.await);

    println!("A limit for work without a task:");
    if timeout(LIMIT, work()).await.is_err() {
        println!("Main gives up");
    }
}
