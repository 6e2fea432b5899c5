//! Waits for a group of tasks, and cancels the others when one fails.
//!
//!     just run task-group-tokio
//!
//! asyncio has `TaskGroup`: how do I cancel all other tasks when one fails, and wait until they are gone? With a
//! `JoinSet`. Its `shutdown` cancels the tasks and waits for their destructors. A task's clean-up, `finally` in Python,
//! is a destructor, which cannot await. The trap is `abort_all` alone, or dropping the set: the tasks are cancelled,
//! but nothing waits for them. If a task panics, `finish` panics, too, and drops the set.
//!
//!     cargo add tokio --features macros,rt-multi-thread,time
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

use tokio::task::JoinSet;
use tokio::time::sleep;

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
async fn finish(mut group: JoinSet<Result<u32, String>>) -> Result<Vec<u32>, String> {
    let mut values = Vec::new();
    while let Some(result) = group.join_next().await {
        match result.unwrap() {
            Ok(value) => values.push(value),
            Err(error) => {
                group.shutdown().await;
                return Err(error);
            }
        }
    }
    Ok(values)
}

#[tokio::main]
async fn main() {
    println!("All succeed:");
    let mut group = JoinSet::new();
    group.spawn(work(0));
    group.spawn(work(1));
    println!("Results: {:?}", finish(group).await.unwrap());

    println!("One fails:");
    let mut group = JoinSet::new();
    group.spawn(work(2));
    group.spawn(bad_work());
    println!("Main is told: {}", finish(group).await.unwrap_err());
}
