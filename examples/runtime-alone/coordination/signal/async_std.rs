//! Main waits for a signal that a plain function sets.
//!
//!     just run signal-async-std
//!
//! It goes with stage 3, with async-std alone. A closed channel stays closed, also for tasks that wait
//! later. An `Event` of the event-listener crate, which async-std's locks and channels are made of,
//! would lose such a signal: `notify` wakes only tasks that are already listening. A channel keeps a
//! message, but for one task. async-std is retired: do not start new programs with it.
//!
//! ```text
//! Main is starting...
//! Work is starting...
//! Work is done
//! More work is starting...
//! More work is done
//! Main Done.
//! ```

use std::sync::LazyLock;
use std::time::Duration;

use async_std::channel::{Receiver, Sender, bounded};
use async_std::task::{sleep, spawn};

static EVENT: LazyLock<(Sender<()>, Receiver<()>)> = LazyLock::new(|| bounded(1));

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
    spawn(async {
        more_work().await;
        set_event();
    });
}

/// Called when `more_work` is done. If that or `work` panics, nothing calls it, and main waits forever.
fn set_event() {
    EVENT.0.close();
}

#[async_std::main]
async fn main() {
    println!("Main is starting...");
    spawn(async {
        work().await;
        callback();
    });
    EVENT.1.recv().await.unwrap_err();
    println!("Main Done.");
}
