//! Takes results in the order in which tasks finish.
//!
//!     just run as-completed-tokio
//!
//! asyncio has `as_completed` and `wait(FIRST_COMPLETED)`: how do I take each result as it comes? With `join_next` of a
//! `JoinSet`, which owns the tasks. This is also the best translation of done callbacks: one owner has the tasks, and
//! what follows a result is plain code, which may await, change the owner's variables and create tasks. There are two
//! traps: dropping a `JoinSet` cancels its tasks, and it keeps each result until you take it.
//!
//!     cargo add tokio --features macros,rt-multi-thread,time
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

use tokio::task::JoinSet;
use tokio::time::sleep;

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

fn callback(value: u32, tasks: &mut JoinSet<u32>) {
    println!("Callback: {value}");
    if value == 0 {
        tasks.spawn(more_work());
    }
}

#[tokio::main]
async fn main() {
    println!("Results as they come:");
    let mut tasks = JoinSet::from_iter([work(1), work(0)]);
    while let Some(result) = tasks.join_next().await {
        println!("Result: {}", result.unwrap());
    }

    println!("A callback that creates a task:");
    let mut tasks = JoinSet::from_iter([work(1), work(0)]);
    while let Some(result) = tasks.join_next().await {
        callback(result.unwrap(), &mut tasks);
    }

    println!("Only the first result:");
    let mut tasks = JoinSet::from_iter([work(1), work(0)]);
    println!("Result: {}", tasks.join_next().await.unwrap().unwrap());
    tasks.shutdown().await;
    sleep(2 * MOMENT).await;
    println!("Nothing more is done");
}
