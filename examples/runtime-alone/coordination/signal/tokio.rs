//! Main waits for a signal that stays set, and a task counts pulses.
//!
//!     just run signal-tokio
//!
//! asyncio has `Event`: how does a plain function wake a task? With tokio's `SetOnce`. It stays set, also for tasks that
//! wait later. So does tokio-util's `CancellationToken`, the usual signal to stop: see `shutdown`. The trap is
//! `notify_waiters`, which loses a signal that comes before a task waits; `notify_one` keeps it, but for one task. For a
//! pulse send a message: a flag that is set and cleared at once is missed, or seen twice. For many tasks put a counter
//! into a `watch` channel. A `watch` is also a signal that can be cleared, with `send_replace`.
//!
//!     cargo add tokio --features macros,rt-multi-thread,sync,time
//!
//! ```text
//! Main is starting...
//! Work is starting...
//! Work is done
//! More work is starting...
//! More work is done
//! Main Done.
//! 3 pulses
//! ```

use std::time::Duration;

use tokio::sync::SetOnce;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
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

async fn count(mut pulses: UnboundedReceiver<()>) {
    let mut number = 0;
    while pulses.recv().await.is_some() {
        number += 1;
    }
    println!("{number} pulses");
}

#[tokio::main]
async fn main() {
    println!("Main is starting...");
    tokio::spawn(async {
        work().await;
        callback();
    });
    EVENT.wait().await;
    EVENT.wait().await; // It stays set.
    println!("Main Done.");

    let (pulse, pulses) = unbounded_channel();
    let counter = tokio::spawn(count(pulses));
    for _ in 0..3 {
        pulse.send(()).unwrap();
    }
    drop(pulse);
    counter.await.unwrap();
}
