//! Stops in order at Ctrl-C: tells the tasks, waits with a deadline, and cancels the rest.
//!
//!     just run shutdown-tokio
//!
//! This ends by itself. To press Ctrl-C, run: `cargo run -p shutdown --bin shutdown-tokio -- wait`
//!
//! asyncio has signal handlers: how do I shut down gracefully? With tokio's `ctrl_c`, on Windows, too; elsewhere
//! `tokio::signal::unix` has SIGTERM. A `CancellationToken` tells the tasks to stop. Main awaits all of them, in a
//! `JoinSet`, with one deadline, and cancels the rest. The trap: after `ctrl_c()` is polled once, Ctrl-C never ends the
//! process again. Without a deadline, a task that does not stop keeps the process alive until it is killed.
//!
//!     cargo add tokio --features macros,rt-multi-thread,signal,time
//!     cargo add tokio-util
//!
//! ```text
//! Main waits for Ctrl-C
//! Main stops without Ctrl-C
//! Work is told to stop
//! Work is done
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
    println!("Work is told to stop");
    sleep(PAUSE).await;
    println!("Work is done");
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

/// Without an argument, this program stops by itself after a moment. A server would not need it.
async fn without_ctrl_c() {
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
        () = without_ctrl_c() => (),
    }

    stop.cancel();
    let all = async { while tasks.join_next().await.is_some() {} };
    if timeout(2 * PAUSE, all).await.is_err() {
        println!("The time is up");
        tasks.shutdown().await;
    }
    println!("Main Done.");
}
