//! Runs blocking work on a thread, and leaves while it still runs.
//!
//!     just run to-thread-tokio
//!
//! asyncio has `to_thread`: how do I call a function that blocks? With `spawn_blocking`. Nothing can stop the function
//! once it has begun: neither a timeout nor `abort`, which only prevents one that has not begun. Pass it an
//! `AtomicBool` that it looks at. As in asyncio, the program waits for the thread when it exits, because
//! `#[tokio::main]` drops the runtime. The trap is a function that never returns: the program does not exit either.
//! `Runtime::shutdown_timeout` limits that.
//!
//!     cargo add tokio --features macros,rt-multi-thread,time
//!
//! ```text
//! Main waits for the thread:
//! Work is starting...
//! Main is not blocked
//! Work is done
//! Main has the result: 42
//! Main stops waiting for it:
//! Work is starting...
//! Main gives up
//! Work is done
//! Main returns before it is done:
//! Work is starting...
//! Main returns
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

    println!("Main stops waiting for it:");
    if timeout(STEP, spawn_blocking(work)).await.is_err() {
        println!("Main gives up");
    }
    sleep(2 * STEP).await;

    println!("Main returns before it is done:");
    let _task = spawn_blocking(work);
    sleep(STEP).await;
    println!("Main returns");
}
