//! Main tells a task's error from a bug, passes on the first error, and collects all errors.
//!
//!     just run errors-tokio
//!
//! asyncio has exceptions: how does a task fail? It returns an `Err`, and inside it `?` passes errors on. Awaiting the
//! task adds a layer: `Ok` with the task's own `Result`, or `Err(JoinError)` if the task panicked or was aborted. `??`
//! passes on the errors of both layers, and `map_err(Error::from).flatten()` merges the layers. A `Vec` of errors takes
//! the place of `ExceptionGroup`. The trap: `??` returns at the first error and drops the other handles. Their tasks
//! continue, and their errors are lost without a message such as Python's "exception was never retrieved".
//!
//!     cargo add tokio --features macros,rt-multi-thread
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

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Fails if the text is not a number. If it is 0, the division panics, like `panic!()`.
async fn work(text: &str) -> Result<u32, Error> {
    let number: u32 = text.parse().map_err(|_| format!("{text} is not a number"))?;
    Ok(42 / number)
}

async fn first_error() -> Result<u32, Error> {
    let [first, second] = ["6", "six"].map(|text| tokio::spawn(work(text)));
    Ok(first.await?? + second.await??)
}

async fn all_errors() -> Vec<Error> {
    let mut errors = Vec::new();
    for task in ["six", "6", "seven"].map(|text| tokio::spawn(work(text))) {
        if let Err(error) = task.await.map_err(Error::from).flatten() {
            errors.push(error);
        }
    }
    errors
}

#[tokio::main]
async fn main() {
    println!("Each kind of result:");
    for text in ["6", "six", "0"] {
        let task = tokio::spawn(work(text));
        match task.await {
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
