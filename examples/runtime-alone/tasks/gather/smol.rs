//! Waits for several results, or until one of them is an error.
//!
//!     just run gather-smol
//!
//! asyncio has `gather`: how do I wait for several things at once? `try_join_all` of the crate futures returns the
//! first error; `join_all` returns all results, like `return_exceptions=True`. Both keep the order of the calls. The
//! trap: when one fails, `gather` lets the others continue, while `try_join_all` drops what it owns, and so cancels
//! futures and, on smol, tasks. Tasks that it only borrows continue. With more than 30 futures, `try_join_all` returns
//! an error only after all those before it; the topic as-completed shows how to get it at once.
//!
//!     cargo add futures --no-default-features --features std
//!     cargo add smol
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
use smol::Timer;

/// Fails if its number is 0.
async fn work(number: u32) -> Result<u32, &'static str> {
    Timer::after(number * Duration::from_millis(200)).await;
    if number == 0 {
        return Err("no luck");
    }
    println!("Work {number} is done");
    Ok(number)
}

fn main() {
    smol::block_on(async {
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
        let (mut task, mut failing) = (smol::spawn(work(1)), smol::spawn(work(0)));
        let error = try_join_all([&mut task, &mut failing]).await.unwrap_err();
        println!("Main is told: {error}");
        println!("Main waits for the other: {}", task.await.unwrap());
    });
}
