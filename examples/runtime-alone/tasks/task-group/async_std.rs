//! Waits for a group of tasks, and cancels the others when one fails.
//!
//!     just run task-group-async-std
//!
//! asyncio has `TaskGroup`: how do I cancel all other tasks when one fails, and wait until they are gone? async-std has
//! no group, but `FuturesUnordered` of the crate futures holds the handles and returns the first error, and then
//! `cancel` stops each task and waits for its destructors. A task's clean-up, `finally` in Python, is a destructor,
//! which cannot await. The trap is to drop the handles: the tasks continue. If a task panics, `finish` panics, too, and
//! drops the handles.
//!
//!     cargo add async-std --features attributes
//!     cargo add futures --no-default-features --features std
//!
//! ```text
//! All succeed:
//! Work 0 is cleaned up
//! Work 1 is cleaned up
//! Results: [0, 1]
//! One fails:
//! Work 2 is cleaned up
//! Main is told: no luck
//! ```

use std::time::Duration;

use async_std::task::{self, JoinHandle, sleep};
use futures::stream::{FuturesUnordered, TryStreamExt};

const MOMENT: Duration = Duration::from_millis(100);

async fn work(number: u32) -> Result<u32, String> {
    let _clean_up = CleanUp(number);
    sleep(number * MOMENT).await;
    Ok(number)
}

async fn bad_work() -> Result<u32, String> {
    sleep(MOMENT).await;
    Err("no luck".to_string())
}

/// What `finally` does in Python. It runs when `work` returns, and when its future is dropped.
struct CleanUp(u32);

impl Drop for CleanUp {
    fn drop(&mut self) {
        println!("Work {} is cleaned up", self.0);
    }
}

/// Returns the results in the order in which the tasks finish, or the first error when the other tasks are gone.
async fn finish(
    mut group: FuturesUnordered<JoinHandle<Result<u32, String>>>,
) -> Result<Vec<u32>, String> {
    let values = (&mut group).try_collect().await;
    for task in group {
        task.cancel().await;
    }
    values
}

#[async_std::main]
async fn main() {
    println!("All succeed:");
    let group = FuturesUnordered::new();
    group.push(task::spawn(work(0)));
    group.push(task::spawn(work(1)));
    println!("Results: {:?}", finish(group).await.unwrap());

    println!("One fails:");
    let group = FuturesUnordered::new();
    group.push(task::spawn(work(2)));
    group.push(task::spawn(bad_work()));
    println!("Main is told: {}", finish(group).await.unwrap_err());
}
