//! Main waits for a signal that a plain function sets.
//!
//!     just run signal-tokio
//!
//! It goes with stage 3, with tokio alone. A `SetOnce` is set once and stays set, also for tasks that
//! wait later. `Notify::notify_waiters` would lose such a signal: it wakes only tasks that have already
//! called `notified()`. `notify_one` keeps it, but for one task. If a signal must be cleared, use a
//! `watch` channel with `send_replace`; its `send` stores nothing without a receiver.
//!
//! ```text
//! Main is starting...
//! Work is starting...
//! Work is done
//! More work is starting...
//! More work is done
//! Main Done.
//! ```

use std::time::Duration;

use tokio::sync::SetOnce;
use tokio::time::sleep;

static EVENT: SetOnce<()> = SetOnce::const_new();

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("More work is done");
}

/// Called when `work` is done.
fn callback() {
    tokio::spawn(async {
        more_work().await;
        set_event();
    });
}

/// Called when `more_work` is done. If that or `work` panics, nothing calls it, and main waits forever.
fn set_event() {
    EVENT.set(()).unwrap();
}

#[tokio::main]
async fn main() {
    println!("Main is starting...");
    tokio::spawn(async {
        work().await;
        callback();
    });
    EVENT.wait().await;
    println!("Main Done.");
}
