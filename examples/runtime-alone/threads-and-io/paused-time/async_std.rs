//! Tests work that sleeps for an hour, without waiting for it.
//!
//!     just run paused-time-async-std
//!
//! How do I test timeouts and retries without a slow test? asyncio has nothing for it but a loop of one's own, tokio a
//! clock that is paused. async-std has no such clock, so work takes the function with which it sleeps: `task::sleep`, or
//! in a test one that only adds up the time. The trap: that one is ready at once. It cannot put the timers of several
//! tasks into their order.
//!
//!     cargo add async-std --features attributes
//!
//! ```text
//! Work is starting...
//! Work is done
//! 3600 seconds have passed for work
//! ```

use std::cell::Cell;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

async fn work(sleep: impl AsyncFn(Duration)) {
    println!("Work is starting...");
    sleep(HOUR).await;
    println!("Work is done");
}

#[async_std::main]
async fn main() {
    let passed = Cell::new(Duration::ZERO);
    work(async |time| passed.set(passed.get() + time)).await;
    println!("{} seconds have passed for work", passed.get().as_secs());
}
