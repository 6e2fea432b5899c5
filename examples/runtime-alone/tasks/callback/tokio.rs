//! Runs a callback when a task finishes, fails or is cancelled.
//!
//!     just run callback-tokio
//!
//! asyncio has `add_done_callback`: how do I run something when a task is done? Await its handle in a second task. That
//! task is told of all three ends, with the panic's payload. Its callback may await, and if it panics, only the second
//! task fails. As a fallback inside the task, a guard's destructor runs at all three ends, but it cannot await, and if
//! it panics while its task panics, the process aborts. The trap is a line after the work's `await`: it never runs if
//! the work panics or is cancelled.
//!
//!     cargo add tokio --features macros,rt-multi-thread,time
//!
//! ```text
//! The task finishes:
//! Work is done
//! The line after the await runs
//! The guard runs
//! Callback: finished with 42
//! The task fails:
//! The guard runs
//! Callback: failed with no luck
//! The task is cancelled:
//! The guard runs
//! Callback: cancelled
//! ```

use std::future::pending;
use std::time::Duration;

use tokio::task::{JoinError, JoinHandle};
use tokio::time::sleep;

async fn work() -> u32 {
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
    42
}

async fn bad_work() -> u32 {
    panic!("no luck")
}

async fn callback(result: Result<u32, JoinError>) {
    sleep(Duration::from_millis(100)).await;
    match result {
        Ok(value) => println!("Callback: finished with {value}"),
        Err(error) if error.is_cancelled() => println!("Callback: cancelled"),
        Err(error) => {
            let payload = error.into_panic();
            println!("Callback: failed with {}", payload.downcast_ref::<&str>().unwrap());
        }
    }
}

fn add_done_callback(task: JoinHandle<u32>) -> JoinHandle<()> {
    tokio::spawn(async { callback(task.await).await })
}

struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        println!("The guard runs");
    }
}

/// It owns the guard before it is polled, because a task that is cancelled before it starts is never polled.
async fn guarded(_guard: Guard, work: impl Future<Output = u32>) -> u32 {
    let value = work.await;
    println!("The line after the await runs");
    value
}

#[tokio::main]
async fn main() {
    println!("The task finishes:");
    let task = tokio::spawn(guarded(Guard, work()));
    add_done_callback(task).await.unwrap();

    println!("The task fails:");
    let task = tokio::spawn(guarded(Guard, bad_work()));
    add_done_callback(task).await.unwrap();

    println!("The task is cancelled:");
    let task = tokio::spawn(guarded(Guard, pending()));
    let cancel = task.abort_handle();
    let done = add_done_callback(task);
    cancel.abort();
    done.await.unwrap();
}
