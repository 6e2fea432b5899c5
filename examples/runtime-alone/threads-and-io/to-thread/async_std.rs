//! Runs blocking work on a thread, and returns while the thread still works.
//!
//!     just run to-thread-async-std
//!
//! asyncio has `to_thread`: how do I call a function that blocks? With `spawn_blocking`. A timeout or `cancel` stops
//! only the wait: nothing can stop a function that has begun, so give it an `AtomicBool` to check. The trap: when main
//! returns, the process exits without waiting for the thread, where asyncio waits. Keep the handle and await it.
//!
//!     cargo add async-std --features attributes
//!
//! ```text
//! Main waits for the thread:
//! Work is starting...
//! Main is not blocked
//! Work is done
//! Main has the result: 42
//! Main stops waiting, and returns:
//! Work is starting...
//! The time is up
//! ```

use std::thread;
use std::time::Duration;

use async_std::future::timeout;
use async_std::task::{sleep, spawn_blocking};

const STEP: Duration = Duration::from_millis(100);

fn work() -> u32 {
    println!("Work is starting...");
    thread::sleep(2 * STEP);
    println!("Work is done");
    42
}

#[async_std::main]
async fn main() {
    println!("Main waits for the thread:");
    let task = spawn_blocking(work);
    sleep(STEP).await;
    println!("Main is not blocked");
    println!("Main has the result: {}", task.await);

    println!("Main stops waiting, and returns:");
    if timeout(STEP, spawn_blocking(work)).await.is_err() {
        println!("The time is up");
    }
}
