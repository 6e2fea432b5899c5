//! Waits for a signal that stays set, and for pulses.
//!
//!     just run signal-smol
//!
//! asyncio has `Event`: how does a function tell tasks to continue? With smol's `OnceCell`. A task that waits later
//! finds it set. It cannot be cleared. The trap is `notify` of the crate event-listener, on which smol's locks and
//! channels are built: it wakes only current waiters, so an earlier signal is lost. For pulses, send messages: a flag
//! that is set and cleared at once is missed. Each message goes to one task; to reach several, use the crate
//! async-broadcast.
//!
//!     cargo add smol
//!
//! ```text
//! A task waits for the signal:
//! Callback sets the signal
//! Work has the signal
//! A later task finds it set:
//! Work has the signal
//! Pulses are messages:
//! Pulse 1
//! Pulse 2
//! ```

use std::time::Duration;

use smol::Timer;
use smol::channel::unbounded;
use smol::lock::OnceCell;

static EVENT: OnceCell<()> = OnceCell::new();

async fn work() {
    EVENT.wait().await;
    println!("Work has the signal");
}

fn callback() {
    println!("Callback sets the signal");
    EVENT.try_set(()).unwrap(); // A second call is an `Err`; asyncio's `set` does nothing.
}

fn main() {
    smol::block_on(async {
        println!("A task waits for the signal:");
        let task = smol::spawn(work());
        Timer::after(Duration::from_millis(100)).await;
        callback();
        task.await;

        println!("A later task finds it set:");
        smol::spawn(work()).await;

        println!("Pulses are messages:");
        let (sender, pulses) = unbounded();
        for number in 1..=2 {
            sender.try_send(number).unwrap();
        }
        drop(sender);
        while let Ok(number) = pulses.recv().await {
            println!("Pulse {number}");
        }
    });
}
