//! Retries work after a growing delay, with a time limit for each attempt.
//!
//!     just run backoff-smol
//!
//! asyncio has `timeout()` and `sleep`: how do I retry work that fails or does not answer? With the same loop as in
//! Python. It is one future: awaiting it returns the final result, and cancelling it ends the retries. In the example
//! `retry`, a callback starts a task for each attempt. Choose that if other tasks should see each attempt, or if a
//! plain function decides about the next one. The trap is to detach a task for each attempt: the time limit does not
//! stop it, and it continues beside the next attempt. If many clients retry, add a random part to each delay.
//!
//!     cargo add smol
//!
//! ```text
//! Attempt 1: busy
//! Attempt 2: no answer
//! Main has the result: 42
//! ```

use std::time::{Duration, Instant};

use smol::Timer;
use smol::future::or;

/// The delays before the attempts, in milliseconds.
const DELAYS: [u64; 3] = [0, 100, 200];
const LIMIT: Duration = Duration::from_millis(100);

/// Stands for a server that is busy for 350 ms, and does not answer the second request.
async fn work(attempt: u32, started: Instant) -> Result<u32, &'static str> {
    if attempt == 2 {
        Timer::after(Duration::from_secs(1)).await;
    }
    if started.elapsed() < Duration::from_millis(350) { Err("busy") } else { Ok(42) }
}

async fn timeout<T>(limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    let late = async {
        Timer::after(limit).await;
        None
    };
    or(async { Some(future.await) }, late).await
}

async fn retry() -> Result<u32, &'static str> {
    let started = Instant::now();
    for (attempt, delay) in (1..).zip(DELAYS) {
        Timer::after(Duration::from_millis(delay)).await;
        match timeout(LIMIT, work(attempt, started)).await {
            Some(Ok(result)) => return Ok(result),
            Some(Err(error)) => println!("Attempt {attempt}: {error}"),
            None => println!("Attempt {attempt}: no answer"),
        }
    }
    Err("too many attempts")
}

fn main() {
    smol::block_on(async {
        println!("Main has the result: {}", retry().await.unwrap());
    });
}
