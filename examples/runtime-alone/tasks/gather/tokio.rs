//! Waits for several results, or until one of them is an error.
//!
//!     just run gather-tokio
//!
//! asyncio has `gather`: how do I wait for several things at once? `try_join_all` of the crate futures returns the
//! first error; `join_all` returns all results, like `return_exceptions=True`. Both keep the order of the calls. A task
//! has its own error in an inner `Result`; give `try_join_all` that one. The trap: when one fails, `gather` lets the
//! others continue, while `try_join_all` drops what it owns, and so cancels plain futures. Tasks that it only borrows
//! continue. With more than 30 futures, `try_join_all` returns an error only after all those before it; the topic
//! as-completed shows how to get it at once.
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
//! One fails, and the other continues:
//! Main is told: no luck
//! Work 1 is done
//! Main waits for the other: 1
//! ```

use std::time::Duration;

use futures::future::{join_all, try_join_all};
use tokio::time::sleep;

/// Fails if its number is 0.
async fn work(number: u32) -> Result<u32, &'static str> {
    sleep(number * Duration::from_millis(200)).await;
    if number == 0 {
        return Err("no luck");
    }
    println!("Work {number} is done");
    Ok(number)
}

#[tokio::main]
async fn main() {
    println!("Results in the order of the calls:");
    println!("{:?}", try_join_all([work(2), work(1)]).await.unwrap());

    println!("Results and errors:");
    for result in join_all([work(1), work(0)]).await {
        match result {
            Ok(value) => println!("Result: {value}"),
            Err(error) => println!("Error: {error}"),
        }
    }

    println!("One fails, and the other continues:");
    let (mut task, mut failing) = (tokio::spawn(work(1)), tokio::spawn(work(0)));
    let results = [&mut task, &mut failing].map(async |task| task.await.unwrap());
    let error = try_join_all(results).await.unwrap_err();
    println!("Main is told: {error}");
    println!("Main waits for the other: {}", task.await.unwrap().unwrap());
}
