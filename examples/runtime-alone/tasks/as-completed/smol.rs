//! Takes results in the order in which tasks finish.
//!
//!     just run as-completed-smol
//!
//! asyncio has `as_completed` and `wait(FIRST_COMPLETED)`: how do I take each result as it comes? With `next` of a
//! `FuturesUnordered` of the crate futures, which owns the handles. This is also the best translation of done
//! callbacks: one owner has the tasks, and what follows a result is plain code, which may await, change the owner's
//! variables and create tasks. There are two traps. Dropping the set cancels its tasks. The second: give it tasks,
//! because plain futures run only while something awaits `next`.
//!
//!     cargo add futures --no-default-features --features std
//!     cargo add smol
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

use futures::stream::{FuturesUnordered, StreamExt};
use smol::{Task, Timer};

const MOMENT: Duration = Duration::from_millis(100);

async fn work(number: u32) -> u32 {
    Timer::after(number * MOMENT).await;
    println!("Work {number} is done");
    number
}

async fn more_work() -> u32 {
    Timer::after(2 * MOMENT).await;
    println!("More work is done");
    42
}

fn callback(value: u32, tasks: &mut FuturesUnordered<Task<u32>>) {
    println!("Callback: {value}");
    if value == 0 {
        tasks.push(smol::spawn(more_work()));
    }
}

fn main() {
    smol::block_on(async {
        println!("Results as they come:");
        let mut tasks = FuturesUnordered::from_iter([work(1), work(0)].map(smol::spawn));
        while let Some(result) = tasks.next().await {
            println!("Result: {}", result);
        }

        println!("A callback that creates a task:");
        let mut tasks = FuturesUnordered::from_iter([work(1), work(0)].map(smol::spawn));
        while let Some(result) = tasks.next().await {
            callback(result, &mut tasks);
        }

        println!("Only the first result:");
        let mut tasks = FuturesUnordered::from_iter([work(1), work(0)].map(smol::spawn));
        println!("Result: {}", tasks.next().await.unwrap());
        for task in tasks {
            task.cancel().await;
        }
        Timer::after(2 * MOMENT).await;
        println!("Nothing more is done");
    });
}
