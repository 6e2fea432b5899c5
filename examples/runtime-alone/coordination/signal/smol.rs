//! Main waits for a signal that stays set, and a task counts pulses.
//!
//!     just run signal-smol
//!
//! asyncio has `Event`: how does a plain function wake a task? With smol's `OnceCell`. It is set once and stays set, also
//! for tasks that wait later. The trap is an `Event` of the crate event-listener, which smol's locks and channels are
//! made of: `notify` loses a signal that comes before a task listens. For a pulse send a message, which one task
//! receives: a flag that is set and cleared at once is missed, or seen twice. For many tasks use the crate
//! async-broadcast, whose messages all of them receive.
//!
//!     cargo add smol
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

use smol::Timer;
use smol::channel::{Receiver, unbounded};
use smol::lock::OnceCell;

static EVENT: OnceCell<()> = OnceCell::new();

async fn work() {
    println!("Work is starting...");
    Timer::after(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    Timer::after(Duration::from_millis(100)).await;
    println!("More work is done");
}

/// Called when `work` is done. smol cancels a task when its handle is dropped, so this detaches it.
fn callback() {
    smol::spawn(async {
        more_work().await;
        set_event();
    })
    .detach();
}

/// Called when `more_work` is done. If that or `work` panics, nothing calls it, and main waits forever.
fn set_event() {
    EVENT.try_set(()).unwrap();
}

async fn count(pulses: Receiver<()>) {
    let mut number = 0;
    while pulses.recv().await.is_ok() {
        number += 1;
    }
    println!("{number} pulses");
}

fn main() {
    smol::block_on(async {
        println!("Main is starting...");
        smol::spawn(async {
            work().await;
            callback();
        })
        .detach();
        EVENT.wait().await;
        EVENT.wait().await; // It stays set.
        println!("Main Done.");

        let (pulse, pulses) = unbounded();
        let counter = smol::spawn(count(pulses));
        for _ in 0..3 {
            pulse.try_send(()).unwrap();
        }
        drop(pulse);
        counter.await;
    });
}
