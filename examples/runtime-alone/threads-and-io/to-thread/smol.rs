//! Runs blocking work on a thread, and leaves while it still runs.
//!
//!     just run to-thread-smol
//!
//! asyncio has `to_thread`: how do I call a function that blocks? With `unblock`. Nothing can stop the function once it
//! has begun: neither a timeout nor `cancel`. Pass it an `AtomicBool` that it looks at. One that has not begun is
//! cancelled when its handle is dropped: `detach()` prevents that. The trap is the end of main: the process exits
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
//! Main stops waiting for it:
//! Work is starting...
//! Main gives up
//! Work is done
//! Main returns before it is done:
//! Work is starting...
//! Main returns
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

async fn timeout<T>(limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    let late = async {
        Timer::after(limit).await;
        None
    };
    or(async { Some(future.await) }, late).await
}

fn main() {
    smol::block_on(async {
        println!("Main waits for the thread:");
        let task = unblock(work);
        Timer::after(STEP).await;
        println!("Main is not blocked");
        println!("Main has the result: {}", task.await);

        println!("Main stops waiting for it:");
        if timeout(STEP, unblock(work)).await.is_none() {
            println!("Main gives up");
        }
        Timer::after(2 * STEP).await;

        println!("Main returns before it is done:");
        let _task = unblock(work);
        Timer::after(STEP).await;
        println!("Main returns");
    });
}
