//! Runs blocking work on a thread, and returns while the thread still works.
//!
//!     just run to-thread-tokio
//!
//! asyncio has `to_thread`: how do I call a function that blocks? With `spawn_blocking`. A timeout or `abort` stops
//! only the wait: nothing can stop a function that has begun, so give it an `AtomicBool` to check. As in asyncio, the
//! program waits for the thread when main returns, because `#[tokio::main]` drops the runtime. The trap is a function
//! that never returns: then the program never exits either. `Runtime::shutdown_timeout` limits that wait.
//!
//!     cargo add tokio --features macros,rt-multi-thread,time
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
//! Work is done
//! ```

use std::thread;
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

const STEP: Duration = Duration::from_millis(100);

fn work() -> u32 {
    println!("Work is starting...");
    thread::sleep(2 * STEP);
    println!("Work is done");
    42
}

#[tokio::main]
async fn main() {
    println!("Main waits for the thread:");
    let task = spawn_blocking(work);
    sleep(STEP).await;
    println!("Main is not blocked");
    println!("Main has the result: {}", task.await.unwrap());

    println!("Main stops waiting, and returns:");
    if timeout(STEP, spawn_blocking(work)).await.is_err() {
        println!("The time is up");
    }
}
