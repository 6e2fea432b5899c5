//! Waits for a signal that stays set, and for pulses.
//!
//!     just run signal-tokio
//!
//! asyncio has `Event`: how does a function tell tasks to continue? With tokio's `SetOnce`. A task that waits later
//! finds it set. To tell tasks to stop, use tokio-util's `CancellationToken`, as in `shutdown`. A signal that can be
//! cleared is a `watch` channel, set with `send_replace`. The trap is `notify_waiters`: it wakes only those that have
//! called `notified()` before, so an earlier signal is lost. `notify_one` is kept, but for one task. For pulses, send
//! messages: a flag that is set and cleared at once is missed. For several tasks, count pulses in a `watch`.
//!
//!     cargo add tokio --features macros,rt-multi-thread,sync,time
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

use tokio::sync::SetOnce;
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::sleep;

static EVENT: SetOnce<()> = SetOnce::const_new();

async fn work() {
    EVENT.wait().await;
    println!("Work has the signal");
}

fn callback() {
    println!("Callback sets the signal");
    EVENT.set(()).unwrap(); // A second `set` is an `Err`; asyncio's does nothing.
}

#[tokio::main]
async fn main() {
    println!("A task waits for the signal:");
    let task = tokio::spawn(work());
    sleep(Duration::from_millis(100)).await;
    callback();
    task.await.unwrap();

    println!("A later task finds it set:");
    tokio::spawn(work()).await.unwrap();

    println!("Pulses are messages:");
    let (sender, mut pulses) = unbounded_channel();
    for number in 1..=2 {
        sender.send(number).unwrap();
    }
    drop(sender);
    while let Some(number) = pulses.recv().await {
        println!("Pulse {number}");
    }
}
