//! The solution of `without-asyncio`: a `OnceCell` is the event, and `work`'s task calls `callback`.
//!
//!     just solution without-asyncio-smol

use std::time::Duration;

use smol::Timer;
use smol::lock::OnceCell;

static EVENT: OnceCell<()> = OnceCell::new();

async fn work() {
    println!("Work is starting...");
    Timer::after(Duration::from_millis(300)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    Timer::after(Duration::from_millis(300)).await;
    println!("More work is done");
}

/// Called when `work` is done. smol cancels a task whose handle is dropped, so this one is detached.
fn callback() {
    smol::spawn(async {
        more_work().await;
        set_event();
    })
    .detach();
}

/// Called when `more_work` is done. If that or `work` panics, it is never called, and main waits forever.
fn set_event() {
    EVENT.try_set(()).unwrap();
}

async fn async_main() {
    println!("Main is starting...");
    smol::spawn(async {
        work().await;
        callback();
    })
    .detach();
    EVENT.wait().await;
    println!("Main Done.");
}

fn main() {
    smol::block_on(async_main());
}
