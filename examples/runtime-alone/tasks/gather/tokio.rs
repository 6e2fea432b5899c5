//! Waits for several results, or until one of them is an error.
//!
//!     just run gather-tokio
//!
//! asyncio has `gather`: how do I wait for several things at once? `try_join_all` of the crate futures returns the
//! first error, `join_all` all results, like `return_exceptions=True`. Both keep the order of the calls. When one
//! fails, `gather` does not cancel the others. `try_join_all` drops what it owns: that cancels plain futures, while
//! tasks that are only borrowed continue. A task's own error is in an inner `Result`, so give `try_join_all` the inner
//! one. The trap: with more than 30 futures, `try_join_all` returns an error only after all those before it. The topic
//! as-completed has what returns it at once.
//!
//!     cargo add futures --no-default-features --features std
//!     cargo add tokio --features macros,rt-multi-thread,time
//!
//! ```text
//! Results in the order of the calls:
//! Work 1 is done
//! Work 2 is done
//! [2, 1]
//! Results and errors:
//! Work 1 is done
//! Result: 1
//! Error: no luck
//! One fails, and the others continue:
//! Main is told: no luck
//! Work 1 is done
//! Main waits for the other: 1
//! One fails, and the others are dropped:
//! Main is told: no luck
//! Nothing more is done
//! ```

use std::time::Duration;

use futures::future::{join_all, try_join_all};
use tokio::task::JoinHandle;
use tokio::time::sleep;

const MOMENT: Duration = Duration::from_millis(100);

/// Fails if its number is 0.
async fn work(number: u32) -> Result<u32, String> {
    sleep(number * MOMENT).await;
    if number == 0 {
        return Err("no luck".to_string());
    }
    println!("Work {number} is done");
    Ok(number)
}

/// A task has its own error in an inner `Result`. The outer one says whether the task panicked.
async fn result(task: &mut JoinHandle<Result<u32, String>>) -> Result<u32, String> {
    task.await.unwrap()
}

#[tokio::main]
async fn main() {
    println!("Results in the order of the calls:");
    let values = try_join_all([work(2), work(1)]).await.unwrap();
    println!("{values:?}");

    println!("Results and errors:");
    for result in join_all([work(1), work(0)]).await {
        match result {
            Ok(value) => println!("Result: {value}"),
            Err(error) => println!("Error: {error}"),
        }
    }

    println!("One fails, and the others continue:");
    let mut tasks = [tokio::spawn(work(1)), tokio::spawn(work(0))];
    let error = try_join_all(tasks.iter_mut().map(result)).await.unwrap_err();
    println!("Main is told: {error}");
    println!("Main waits for the other: {}", result(&mut tasks[0]).await.unwrap());

    println!("One fails, and the others are dropped:");
    let error = try_join_all([work(1), work(0)]).await.unwrap_err();
    println!("Main is told: {error}");
    sleep(2 * MOMENT).await;
    println!("Nothing more is done");
}
