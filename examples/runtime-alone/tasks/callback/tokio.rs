//! Runs a callback when a task finishes, fails or is cancelled.
//!
//!     just run callback-tokio
//!
//! asyncio has `add_done_callback`: how do I run something when a task is done? Spawn a second task that awaits the
//! first one's handle. It learns how the first task ended, with the payload of a panic. The callback may await, and if
//! it panics, only the second task fails. The trap is to call it from a line after the work's `await`: that line never
//! runs if the work panics or is cancelled. A guard's destructor runs even then (see `traps.rs`), but it cannot await.
//!
//!     cargo add tokio --features macros,rt-multi-thread,time
//!
//! ```text
//! Work is done
//! Callback: finished with 42
//! Callback: failed with no luck
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

#[tokio::main]
async fn main() {
    add_done_callback(tokio::spawn(work())).await.unwrap();

    add_done_callback(tokio::spawn(bad_work())).await.unwrap();

    let task = tokio::spawn(pending());
    let cancel = task.abort_handle();
    let second_task = add_done_callback(task);
    cancel.abort();
    second_task.await.unwrap();
}
