//! Takes results in the order in which tasks finish.
//!
//!     just run as-completed-async-std
//!
//! asyncio has `as_completed` and `wait(FIRST_COMPLETED)`: how do I take each result as it comes? With `next` of a
//! `FuturesUnordered` of the crate futures, which owns the handles. This is also the best translation of done
//! callbacks: one owner has the tasks, and what follows a result is plain code, which may await, change the owner's
//! variables and create tasks. There are two traps. Dropping the set lets its tasks continue, so cancel each of them.
//! The second: give it tasks, because plain futures run only while something awaits `next`.
//!
//!     cargo add async-std --features attributes
//!     cargo add futures --no-default-features --features std
//!
//! ```text
//! Results as they come:
//! Work 0 is done
//! Result: 0
//! Work 1 is done
//! Result: 1
//! A callback that creates a task:
//! Work 0 is done
//! Callback: 0
//! Work 1 is done
//! Callback: 1
//! More work is done
//! Callback: 42
//! Only the first result:
//! Work 0 is done
//! Result: 0
//! Nothing more is done
//! ```

use std::time::Duration;

use async_std::task::{self, JoinHandle, sleep};
use futures::stream::{FuturesUnordered, StreamExt};

const MOMENT: Duration = Duration::from_millis(100);

async fn work(number: u32) -> u32 {
    sleep(number * MOMENT).await;
    println!("Work {number} is done");
    number
}

async fn more_work() -> u32 {
    sleep(2 * MOMENT).await;
    println!("More work is done");
    42
}

fn callback(value: u32, tasks: &mut FuturesUnordered<JoinHandle<u32>>) {
    println!("Callback: {value}");
    if value == 0 {
        tasks.push(task::spawn(more_work()));
    }
}

#[async_std::main]
async fn main() {
    println!("Results as they come:");
    let mut tasks = FuturesUnordered::from_iter([work(1), work(0)].map(task::spawn));
    while let Some(result) = tasks.next().await {
        println!("Result: {}", result);
    }

    println!("A callback that creates a task:");
    let mut tasks = FuturesUnordered::from_iter([work(1), work(0)].map(task::spawn));
    while let Some(result) = tasks.next().await {
        callback(result, &mut tasks);
    }

    println!("Only the first result:");
    let mut tasks = FuturesUnordered::from_iter([work(1), work(0)].map(task::spawn));
    println!("Result: {}", tasks.next().await.unwrap());
    for task in tasks {
        task.cancel().await;
    }
    sleep(2 * MOMENT).await;
    println!("Nothing more is done");
}
