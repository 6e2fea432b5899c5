//! Main waits for a signal that stays set, and a task counts pulses.
//!
//!     just run signal-async-std
//!
//! asyncio has `Event`: how does a plain function wake a task? async-std has nothing for it, but a closed channel stays
//! closed, also for tasks that wait later. The trap is an `Event` of the crate event-listener, which async-std's locks
//! and channels are made of: `notify` loses a signal that comes before a task listens. For a pulse send a message, which
//! one task receives: a flag that is set and cleared at once is missed, or seen twice. For many tasks use the crate
//! async-broadcast, whose messages all of them receive.
//!
//!     cargo add async-std --features attributes
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

use std::sync::LazyLock;
use std::time::Duration;

use async_std::channel::{Receiver, Sender, bounded, unbounded};
use async_std::task::{self, sleep};

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
    task::spawn(async {
        more_work().await;
        set_event();
    });
}

/// Called when `more_work` is done. If that or `work` panics, nothing calls it, and main waits forever.
fn set_event() {
    EVENT.0.close();
}

async fn count(pulses: Receiver<()>) {
    let mut number = 0;
    while pulses.recv().await.is_ok() {
        number += 1;
    }
    println!("{number} pulses");
}

#[async_std::main]
async fn main() {
    println!("Main is starting...");
    task::spawn(async {
        work().await;
        callback();
    });
    EVENT.1.recv().await.unwrap_err();
    EVENT.1.recv().await.unwrap_err(); // It stays closed.
    println!("Main Done.");

    let (pulse, pulses) = unbounded();
    let counter = task::spawn(count(pulses));
    for _ in 0..3 {
        pulse.try_send(()).unwrap();
    }
    drop(pulse);
    counter.await;
}
