//! Work is tried again after a growing delay, with a time limit for each attempt.
//!
//!     just run backoff-tokio
//!
//! asyncio has `timeout()` and `sleep`: how do I retry work that fails or does not answer? With the same loop as in
//! Python, in one task. The delay and the number of the attempt are local variables, awaiting the task waits for the
//! final result, and cancelling it also ends the retries. In the example `retry`, a callback starts each attempt as a
//! task. Choose that if other tasks should see each attempt, or if a plain function, which cannot await, decides about
//! the next one.
//!
//! The trap is a task for each attempt: the time limit only drops its handle, so that it continues beside the next
//! attempt (see `timeout`). If many clients retry, add a random part to each delay.
//!
//!     cargo add tokio --features macros,rt-multi-thread,time
//!
//! ```text
//! Attempt 1: busy
//! Attempt 2: no answer
//! Main has the result: 42
//! ```

use std::time::{Duration, Instant};

use tokio::time::{sleep, timeout};

const ATTEMPTS: u32 = 3;
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
    let mut delay = Duration::from_millis(100);
    for attempt in 1..=ATTEMPTS {
        if attempt > 1 {
            sleep(delay).await;
            delay *= 2;
        }
        match timeout(LIMIT, work(attempt, started)).await {
            Ok(Ok(result)) => return Ok(result),
            Ok(Err(error)) => println!("Attempt {attempt}: {error}"),
            Err(_) => println!("Attempt {attempt}: no answer"),
        }
    }
    Err("too many attempts")
}

#[tokio::main]
async fn main() {
    let task = tokio::spawn(retry());
    match task.await.unwrap() {
        Ok(result) => println!("Main has the result: {result}"),
        Err(error) => println!("Main gives up: {error}"),
    }
}
