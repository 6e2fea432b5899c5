//! Main tells a task's error from a bug, passes on the first error, and collects all errors.
//!
//!     just run errors-smol
//!
//! asyncio has exceptions: how does a task fail? It returns an `Err`, and inside it `?` passes errors on. Awaiting the
//! task returns the same `Result`; if the task panicked, the await panics, too. `catch_unwind` turns that into another
//! layer: an `Err` with the panic's payload. A `Vec` of errors takes the place of `ExceptionGroup`. The trap: `?`
//! returns at the first error and drops the other handles, which cancels their tasks. To let them finish, await each of
//! them before you return the error.
//!
//!     cargo add smol
//!
//! ```text
//! Each kind of result:
//! A number: 7
//! An error: six is not a number
//! A bug
//! The first error:
//! six is not a number
//! All errors:
//! six is not a number
//! seven is not a number
//! ```

use std::panic::AssertUnwindSafe;

use smol::future::FutureExt;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Fails if the text is not a number. If it is 0, the division panics, like `panic!()`.
async fn work(text: &str) -> Result<u32, Error> {
    let number: u32 = text.parse().map_err(|_| format!("{text} is not a number"))?;
    Ok(42 / number)
}

async fn first_error() -> Result<u32, Error> {
    let [first, second] = ["6", "six"].map(|text| smol::spawn(work(text)));
    Ok(first.await? + second.await?)
}

async fn all_errors() -> Vec<Error> {
    let mut errors = Vec::new();
    for task in ["six", "6", "seven"].map(|text| smol::spawn(work(text))) {
        if let Err(error) = task.await {
            errors.push(error);
        }
    }
    errors
}

fn main() {
    smol::block_on(async {
        println!("Each kind of result:");
        for text in ["6", "six", "0"] {
            let task = smol::spawn(work(text));
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
    });
}
