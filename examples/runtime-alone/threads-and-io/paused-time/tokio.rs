//! Tests work that sleeps for an hour, without waiting for it.
//!
//!     just run paused-time-tokio
//!
//! How do I test timeouts and retries without a slow test? asyncio has nothing for it but a loop of one's own. tokio has
//! a clock that is paused: when no task can run, it jumps to the next timer. A test asks for it with
//! `#[tokio::test(start_paused = true)]`. The trap: the clock also jumps while a task waits for a socket or for another
//! thread, so that a timeout around that expires at once. `spawn_blocking` holds it.
//!
//!     cargo add tokio --features macros,rt,test-util,time
//!
//! ```text
//! Work is starting...
//! Work is done
//! 3600 seconds have passed for work
//! ```

use std::time::Duration;

use tokio::time::{Instant, sleep};

const HOUR: Duration = Duration::from_secs(3600);

async fn work() {
    println!("Work is starting...");
    sleep(HOUR).await;
    println!("Work is done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    work().await;
    println!("{} seconds have passed for work", start.elapsed().as_secs());
}
