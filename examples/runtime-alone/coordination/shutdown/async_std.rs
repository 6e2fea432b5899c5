//! Stops in order at Ctrl-C: tells the tasks, waits with a deadline, and cancels the rest.
//!
//!     just run shutdown-async-std
//!
//! asyncio has signal handlers: how do I shut down gracefully? Wait for a signal of the crate async-signal; on Windows,
//! it has only Ctrl-C. Tell the tasks to stop by closing a channel, wait for all of them with one deadline, and cancel
//! the rest. Without a deadline, a task that does not stop keeps the process alive. The trap: once there is a
//! `Signals`, Ctrl-C never ends the process again. This program stops by itself; to press Ctrl-C, add an argument:
//! `cargo run -p shutdown --bin shutdown-async-std -- wait`
//!
//!     cargo add async-std --features attributes
//!     cargo add async-signal futures-lite
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

use async_signal::{Signal, Signals};
use async_std::channel::{Receiver, bounded};
use async_std::future::timeout;
use async_std::task::{sleep, spawn};
use futures_lite::StreamExt;
use futures_lite::future::or;

const PAUSE: Duration = Duration::from_millis(100);

async fn work(stop: Receiver<()>) {
    stop.recv().await.unwrap_err();
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

#[async_std::main]
async fn main() {
    let (stop, is_stopped) = bounded(1);
    let mut tasks = [spawn(work(is_stopped)), spawn(more_work())];

    let mut signals = Signals::new([Signal::Int]).unwrap();
    let ctrl_c = async {
        signals.next().await;
        println!("Ctrl-C");
    };
    or(ctrl_c, time_limit()).await;

    stop.close();
    let all = async {
        for task in &mut tasks {
            task.await;
        }
    };
    if timeout(2 * PAUSE, all).await.is_err() {
        println!("The time is up");
    }
    for task in tasks {
        task.cancel().await;
    }
    println!("Main Done.");
}
