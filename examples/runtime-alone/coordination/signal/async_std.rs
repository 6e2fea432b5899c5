//! Waits for a signal that stays set, and for pulses.
//!
//!     just run signal-async-std
//!
//! asyncio has `Event`: how does a function tell tasks to continue? async-std has nothing for it, so close a channel. A
//! task that waits later finds it closed. The trap is `notify` of the crate event-listener, on which async-std's locks
//! and channels are built: it wakes only current waiters, so an earlier signal is lost. For pulses, send messages: a
//! flag that is set and cleared at once is missed. Each message goes to one task; to reach several, use the crate
//! async-broadcast.
//!
//!     cargo add async-std --features attributes
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

use std::sync::LazyLock;
use std::time::Duration;

use async_std::channel::{Receiver, Sender, bounded, unbounded};
use async_std::task::{self, sleep};

static EVENT: LazyLock<(Sender<()>, Receiver<()>)> = LazyLock::new(|| bounded(1));

async fn work() {
    EVENT.1.recv().await.unwrap_err(); // The channel is closed.
    println!("Work has the signal");
}

fn callback() {
    println!("Callback sets the signal");
    EVENT.0.close();
}

#[async_std::main]
async fn main() {
    println!("A task waits for the signal:");
    let task = task::spawn(work());
    sleep(Duration::from_millis(100)).await;
    callback();
    task.await;

    println!("A later task finds it set:");
    task::spawn(work()).await;

    println!("Pulses are messages:");
    let (sender, pulses) = unbounded();
    for number in 1..=2 {
        sender.try_send(number).unwrap();
    }
    drop(sender);
    while let Ok(number) = pulses.recv().await {
        println!("Pulse {number}");
    }
}
