//! Work is tried again after a growing delay, with a time limit for each attempt.
//!
//!     just run backoff-smol
//!
//! asyncio has `timeout()` and `sleep`: how do I retry work that fails or does not answer? With the same loop as in
//! Python, in one task. The delay and the number of the attempt are local variables, awaiting the task waits for the
//! final result, and cancelling it also ends the retries. In the example `retry`, a callback starts each attempt as a
//! task. Choose that if other tasks should see each attempt, or if a plain function, which cannot await, decides about
//! the next one.
//!
//! The trap is to detach a task for each attempt: the time limit does not stop it, so that it continues beside the next
//! attempt. If many clients retry, add a random part to each delay.
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

const ATTEMPTS: u32 = 3;
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
    let mut delay = Duration::from_millis(100);
    for attempt in 1..=ATTEMPTS {
        if attempt > 1 {
            Timer::after(delay).await;
            delay *= 2;
        }
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
        let task = smol::spawn(retry());
        match task.await {
            Ok(result) => println!("Main has the result: {result}"),
            Err(error) => println!("Main gives up: {error}"),
        }
    });
}
