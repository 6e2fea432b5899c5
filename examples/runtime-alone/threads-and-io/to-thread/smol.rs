//! Runs blocking work on a thread, and returns while the thread still works.
//!
//!     just run to-thread-smol
//!
//! asyncio has `to_thread`: how do I call a function that blocks? With `unblock`. A timeout or `cancel` stops only the
//! wait: nothing can stop a function that has begun, so give it an `AtomicBool` to check. A function that has not begun
//! never runs if its handle is dropped, unless you `detach()` it. The trap: when main returns, the process exits
//! without waiting for the thread, where asyncio waits. Keep the handle and await it.
//!
//!     cargo add smol
//!
//! ```text
//! Main waits for the thread:
//! Work is starting...
//! Main is not blocked
//! Work is done
//! Main has the result: 42
//! Main stops waiting, and returns:
//! Work is starting...
//! The time is up
//! ```

use std::thread;
use std::time::Duration;

use smol::future::or;
use smol::{Timer, unblock};

const STEP: Duration = Duration::from_millis(100);

fn work() -> u32 {
    println!("Work is starting...");
    thread::sleep(2 * STEP);
    println!("Work is done");
    42
}

fn main() {
    smol::block_on(async {
        println!("Main waits for the thread:");
        let task = unblock(work);
        Timer::after(STEP).await;
        println!("Main is not blocked");
        println!("Main has the result: {}", task.await);

        println!("Main stops waiting, and returns:");
        let done = async { _ = unblock(work).await };
        let late = async {
            Timer::after(STEP).await;
            println!("The time is up");
        };
        or(done, late).await;
    });
}
