//! Tasks fail: main is told of an error and of a bug, passes the first error on, and collects all of them.
//!
//!     just run errors-async-std
//!
//! asyncio has exceptions: how does a task fail here? It returns an `Err`, and `?` passes errors on inside it. Awaiting
//! the task returns the same `Result`, without another layer; if the task panicked, so does the await. `catch_unwind`
//! makes a layer of that: `Err` with the panic's payload. A `Vec` of errors takes the place of `ExceptionGroup`.
//!
//! The trap is that `?` returns at the first error and drops the other handles: their tasks continue, and their errors
//! are lost without a message, where Python at least says that an exception was never retrieved.
//!
//!     cargo add async-std --features attributes
//!     cargo add futures-lite
//!
//! ```text
//! Each kind of result:
//! A number: 7
//! An error: six is no number
//! A bug
//! The first error:
//! six is no number
//! All errors:
//! six is no number
//! seven is no number
//! ```

use std::panic::AssertUnwindSafe;

use async_std::task;
use futures_lite::FutureExt;

type Error = Box<dyn std::error::Error + Send + Sync>;

async fn work(text: &str) -> Result<u32, Error> {
    let number: u32 = text.parse().map_err(|_| format!("{text} is no number"))?;
    if number == 0 {
        panic!("a bug: work divides by zero");
    }
    Ok(42 / number)
}

async fn first_error() -> Result<u32, Error> {
    let [first, second] = ["6", "six"].map(|text| task::spawn(work(text)));
    Ok(first.await? + second.await?)
}

async fn all_errors() -> Vec<Error> {
    let mut errors = Vec::new();
    for task in ["six", "6", "seven"].map(|text| task::spawn(work(text))) {
        if let Err(error) = task.await {
            errors.push(error);
        }
    }
    errors
}

#[async_std::main]
async fn main() {
    println!("Each kind of result:");
    for text in ["6", "six", "0"] {
        let task = task::spawn(work(text));
        match AssertUnwindSafe(task).catch_unwind().await {
            Ok(Ok(number)) => println!("A number: {number}"),
            Ok(Err(error)) => println!("An error: {error}"),
            Err(_) => println!("A bug"),
        }
    }

    println!("The first error:");
    if let Err(error) = first_error().await {
        println!("{error}");
    }

    println!("All errors:");
    for error in all_errors().await {
        println!("{error}");
    }
}
