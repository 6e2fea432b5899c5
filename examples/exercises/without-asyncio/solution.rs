//! The solution of `without-asyncio`: a `SetOnce` is the event, and `work`'s task calls `callback`.
//!
//!     just solution without-asyncio-tokio

use std::time::Duration;

use tokio::sync::SetOnce;
use tokio::time::sleep;

static EVENT: SetOnce<()> = SetOnce::const_new();

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
    tokio::spawn(async {
        more_work().await;
        set_event();
    });
}

/// Called when `more_work` is done. If that or `work` panics, it is never called, and main waits forever.
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
