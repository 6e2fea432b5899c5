//! Waits with a time limit, and then cancels the work or only stops waiting for it.
//!
//!     just run timeout-async-std
//!
//! asyncio has `wait_for` and `timeout()`: how do I stop work that takes too long? With async-std's `timeout`. When the
//! time is up, it drops the future that it was given. If that is the work itself, the work stops. If it is a task's
//! handle, only the wait stops: `wait_for` cancels the task, but here it continues until you cancel it. The trap is
//! `timeout(LIMIT, task)`: it takes the handle and drops it, so nothing can stop the task any more. Pass `&mut task`.
//!
//!     cargo add async-std --features attributes
//!
//! ```text
//! A limit for work without a task:
//! Main gives up
//! A limit that cancels the task:
//! The task is cancelled
//! A limit for the wait alone:
//! Main stops waiting
//! Work is done
//! Main waits again: 42
//! ```

use std::time::Duration;

use async_std::future::timeout;
use async_std::task::{self, sleep};

const LIMIT: Duration = Duration::from_millis(100);

async fn work() -> u32 {
    sleep(3 * LIMIT).await;
    println!("Work is done");
    42
}

#[async_std::main]
async fn main() {
    println!("A limit for work without a task:");
    if timeout(LIMIT, work()).await.is_err() {
        println!("Main gives up");
    }

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
}
