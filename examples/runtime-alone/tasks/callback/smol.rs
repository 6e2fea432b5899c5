//! Runs a callback when a task finishes, fails or is cancelled.
//!
//!     just run callback-smol
//!
//! asyncio has `add_done_callback`: how do I run something when a task is done? Spawn a second task that awaits the
//! first one's handle. That await panics if the first task panicked, so `catch_unwind` takes the payload. A task can be
//! cancelled only by its handle, which the second task owns, so main cancels through `abortable` of the crate futures.
//! Keep or detach the second task: dropping its handle cancels both. The callback may await, and if it panics, only the
//! second task fails. The trap is to call it from a line after the work's `await`: that line never runs if the work
//! panics or is cancelled. A guard's destructor runs even then (see `traps.rs`), but it cannot await.
//!
//!     cargo add smol
//!     cargo add futures --no-default-features --features std
//!
//! ```text
//! Work is done
//! Callback: finished with 42
//! Callback: failed with no luck
//! Callback: cancelled
//! ```

use std::future::pending;
use std::thread;
use std::time::Duration;

use futures::FutureExt;
use futures::future::{Aborted, abortable};
use smol::{Task, Timer};

async fn work() -> u32 {
    Timer::after(Duration::from_millis(100)).await;
    println!("Work is done");
    42
}

async fn bad_work() -> u32 {
    panic!("no luck")
}

async fn callback(result: thread::Result<Result<u32, Aborted>>) {
    Timer::after(Duration::from_millis(100)).await;
    match result {
        Ok(Ok(value)) => println!("Callback: finished with {value}"),
        Ok(Err(Aborted)) => println!("Callback: cancelled"),
        Err(payload) => {
            println!("Callback: failed with {}", payload.downcast_ref::<&str>().unwrap());
        }
    }
}

fn add_done_callback(task: Task<Result<u32, Aborted>>) -> Task<()> {
    smol::spawn(async { callback(task.catch_unwind().await).await })
}

fn main() {
    smol::block_on(async {
        let (work, _) = abortable(work());
        add_done_callback(smol::spawn(work)).await;

        let (work, _) = abortable(bad_work());
        add_done_callback(smol::spawn(work)).await;

        let (work, cancel) = abortable(pending());
        let second_task = add_done_callback(smol::spawn(work));
        cancel.abort();
        second_task.await;
    });
}
