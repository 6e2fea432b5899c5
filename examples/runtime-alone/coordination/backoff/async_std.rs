//! Retries work after a growing delay, with a time limit for each attempt.
//!
//!     just run backoff-async-std
//!
//! asyncio has `timeout()` and `sleep`: how do I retry work that fails or does not answer? With the same loop as in
//! Python. It is one future: awaiting it returns the final result, and cancelling it ends the retries. In the example
//! `retry`, a callback starts a task for each attempt. Choose that if other tasks should see each attempt, or if a
//! plain function decides about the next one. The trap is to spawn a task for each attempt: the time limit only drops
//! its handle, and it continues beside the next attempt (see `timeout`). If many clients retry, add a random part to
//! each delay.
//!
//!     cargo add async-std --features attributes
//!
//! ```text
//! Attempt 1: busy
//! Attempt 2: no answer
//! Main has the result: 42
//! ```

use std::time::{Duration, Instant};

use async_std::future::timeout;
use async_std::task::sleep;

/// The delays before the attempts, in milliseconds.
const DELAYS: [u64; 3] = [0, 100, 200];
const LIMIT: Duration = Duration::from_millis(100);

/// Stands for a server that is busy for 350 ms, and does not answer the second request.
async fn work(attempt: u32, started: Instant) -> Result<u32, &'static str> {
    if attempt == 2 {
        sleep(Duration::from_secs(1)).await;
    }
    if started.elapsed() < Duration::from_millis(350) { Err("busy") } else { Ok(42) }
}

async fn retry() -> Result<u32, &'static str> {
    let started = Instant::now();
    for (attempt, delay) in (1..).zip(DELAYS) {
        sleep(Duration::from_millis(delay)).await;
        match timeout(LIMIT, work(attempt, started)).await {
            Ok(Ok(result)) => return Ok(result),
            Ok(Err(error)) => println!("Attempt {attempt}: {error}"),
            Err(_) => println!("Attempt {attempt}: no answer"),
        }
    }
    Err("too many attempts")
}

#[async_std::main]
async fn main() {
    println!("Main has the result: {}", retry().await.unwrap());
}
