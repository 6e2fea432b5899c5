//! Tests work that sleeps for an hour, without waiting for it.
//!
//!     just run paused-time-tokio
//!
//! How do I test timeouts and retries without a slow test? asyncio needs an event loop of your own. tokio can pause its
//! clock: when no task can run, the clock jumps to the next timer. A test starts that way with
//! `#[tokio::test(start_paused = true)]`. The trap: the clock also jumps while a task waits for a socket or for another
//! thread, so a timeout around that wait expires at once. It does not jump while a function of `spawn_blocking` runs.
//!
//!     cargo add tokio --features macros,rt,test-util,time
//!
//! ```text
//! Work is done
//! 3600 seconds have passed for it
//! ```

use std::time::Duration;

use tokio::time::{Instant, sleep};

const HOUR: Duration = Duration::from_secs(3600);

async fn work() {
    sleep(HOUR).await;
    println!("Work is done");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    work().await;
    println!("{} seconds have passed for it", start.elapsed().as_secs());
}
