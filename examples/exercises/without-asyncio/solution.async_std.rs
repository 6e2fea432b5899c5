//! The solution of `without-asyncio`: a closed channel is the event, and `work`'s task calls `callback`.
//!
//!     just solution without-asyncio-async-std

use std::sync::LazyLock;
use std::time::Duration;

use async_std::channel::{Receiver, Sender, bounded};
use async_std::task::{sleep, spawn};

static EVENT: LazyLock<(Sender<()>, Receiver<()>)> = LazyLock::new(|| bounded(1));

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(300)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    sleep(Duration::from_millis(300)).await;
    println!("More work is done");
}

/// Called when `work` is done.
fn callback() {
    spawn(async {
        more_work().await;
        set_event();
    });
}

/// Called when `more_work` is done. If that or `work` panics, it is never called, and main waits forever.
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
