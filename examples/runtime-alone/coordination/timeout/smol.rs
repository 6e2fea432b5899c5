//! Waits with a time limit, and then cancels the work or only stops waiting for it.
//!
//!     just run timeout-smol
//!
//! asyncio has `wait_for` and `timeout()`: how do I stop work that takes too long? smol has no function for it; `or`
//! and a timer make one. When the time is up, it drops the future that it was given. If that is the work itself, the
//! work stops. If it is `&mut task`, only the wait stops: `wait_for` cancels the task, but here it continues until you
//! cancel it. The trap is `timeout(LIMIT, task)`: it takes the handle and drops it, and on smol that cancels the task.
//!
//!     cargo add smol
//!
//! ```text
//! A limit for work without a task:
//! Main gives up
//! A limit that cancels the task:
//! The task is cancelled
//! A limit for the wait alone:
//! Main stops waiting
//! Work is done
//! Main waits again: 42
//! ```

use std::time::Duration;

use smol::Timer;
use smol::future::or;

const LIMIT: Duration = Duration::from_millis(100);

async fn work() -> u32 {
    Timer::after(3 * LIMIT).await;
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
        println!("A limit for work without a task:");
        if timeout(LIMIT, work()).await.is_none() {
            println!("Main gives up");
        }

        println!("A limit that cancels the task:");
        let mut task = smol::spawn(work());
        if timeout(LIMIT, &mut task).await.is_none() && task.cancel().await.is_none() {
            println!("The task is cancelled");
        }

        println!("A limit for the wait alone:");
        let mut task = smol::spawn(work());
        if timeout(LIMIT, &mut task).await.is_none() {
            println!("Main stops waiting");
        }
        println!("Main waits again: {}", task.await);
    });
}
