//! Runs a callback when a task finishes, fails or is cancelled.
//!
//!     just run callback-async-std
//!
//! asyncio has `add_done_callback`: how do I run something when a task is done? Await its handle in a second task.
//! Awaiting a task that panicked panics, so `catch_unwind` takes the payload. Only its handle can cancel a task, and
//! the second task owns it, so `abortable` of the crate futures makes another handle to cancel with. Its callback may
//! await, and if it panics, only the second task fails. As a fallback inside the task, a guard's destructor runs at all
//! three ends, but it cannot await, and if it panics while its task panics, the process aborts. The trap is a line
//! after the work's `await`: it never runs if the work panics or is cancelled.
//!
//!     cargo add async-std --features attributes
//!     cargo add futures --no-default-features --features std
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
use std::thread;
use std::time::Duration;

use async_std::task::{self, JoinHandle, sleep};
use futures::FutureExt;
use futures::future::{Aborted, abortable};

async fn work() -> u32 {
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
    42
}

async fn bad_work() -> u32 {
    panic!("no luck")
}

async fn callback(result: thread::Result<Result<u32, Aborted>>) {
    sleep(Duration::from_millis(100)).await;
    match result {
        Ok(Ok(value)) => println!("Callback: finished with {value}"),
        Ok(Err(Aborted)) => println!("Callback: cancelled"),
        Err(payload) => {
            println!("Callback: failed with {}", payload.downcast_ref::<&str>().unwrap());
        }
    }
}

fn add_done_callback(task: JoinHandle<Result<u32, Aborted>>) -> JoinHandle<()> {
    task::spawn(async { callback(task.catch_unwind().await).await })
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

#[async_std::main]
async fn main() {
    println!("The task finishes:");
    let (work, _) = abortable(guarded(Guard, work()));
    add_done_callback(task::spawn(work)).await;

    println!("The task fails:");
    let (work, _) = abortable(guarded(Guard, bad_work()));
    add_done_callback(task::spawn(work)).await;

    println!("The task is cancelled:");
    let (work, cancel) = abortable(guarded(Guard, pending()));
    let done = add_done_callback(task::spawn(work));
    cancel.abort();
    done.await;
}
