//! Stops in order at Ctrl-C: tells the tasks, waits with a deadline, and cancels the rest.
//!
//!     just run shutdown-tokio
//!
//! asyncio has signal handlers: how do I shut down gracefully? Wait for tokio's `ctrl_c`, also on Windows; for SIGTERM,
//! use `tokio::signal::unix`. Tell the tasks to stop with a `CancellationToken`, wait for all of them with one
//! deadline, and cancel the rest. Without a deadline, a task that does not stop keeps the process alive. The trap: once
//! `ctrl_c()` has been polled, Ctrl-C never ends the process again. This program stops by itself; to press Ctrl-C, add
//! an argument: `cargo run -p shutdown --bin shutdown-tokio -- wait`
//!
//!     cargo add tokio --features macros,rt-multi-thread,signal,time
//!     cargo add tokio-util
//!
//! ```text
//! Main waits for Ctrl-C
//! Main stops without Ctrl-C
//! Work has stopped
//! The time is up
//! More work is cancelled
//! Main Done.
//! ```

use std::env::args;
use std::future::pending;
use std::time::Duration;

use tokio::signal::ctrl_c;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

const PAUSE: Duration = Duration::from_millis(100);

async fn work(stop: CancellationToken) {
    stop.cancelled().await;
    sleep(PAUSE).await;
    println!("Work has stopped");
}

async fn more_work() {
    let _clean_up = CleanUp;
    pending().await
}

struct CleanUp;

impl Drop for CleanUp {
    fn drop(&mut self) {
        println!("More work is cancelled");
    }
}

/// Ends the program soon if it has no argument. A server has no such limit.
async fn time_limit() {
    println!("Main waits for Ctrl-C");
    sleep(if args().len() > 1 { 600 * PAUSE } else { PAUSE }).await;
    println!("Main stops without Ctrl-C");
}

#[tokio::main]
async fn main() {
    let stop = CancellationToken::new();
    let mut tasks = JoinSet::new();
    tasks.spawn(work(stop.clone()));
    tasks.spawn(more_work());

    tokio::select! {
        biased; // Polls `ctrl_c` first, which catches Ctrl-C from then on.
        Ok(()) = ctrl_c() => println!("Ctrl-C"),
        () = time_limit() => (),
    }

    stop.cancel();
    // A panic or an `Err` in a result would be lost here; see the topic errors.
    let all = async { while tasks.join_next().await.is_some() {} };
    if timeout(2 * PAUSE, all).await.is_err() {
        println!("The time is up");
    }
    tasks.shutdown().await;
    println!("Main Done.");
}
