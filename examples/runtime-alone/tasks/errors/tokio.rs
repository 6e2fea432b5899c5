//! Tasks fail: main is told of an error and of a bug, passes the first error on, and collects all of them.
//!
//!     just run errors-tokio
//!
//! asyncio has exceptions: how does a task fail here? It returns an `Err`, and `?` passes errors on inside it. Awaiting
//! the task adds a layer: `Err(JoinError)` if it panicked or was aborted, otherwise `Ok` with the task's own `Result`.
//! `??` passes errors of both layers on; `map_err(Error::from).flatten()` makes one `Result` of the two. A `Vec` of
//! errors takes the place of `ExceptionGroup`.
//!
//! The trap is that `??` returns at the first error and drops the other handles: their tasks continue, and their errors
//! are lost without a message, where Python at least says that an exception was never retrieved.
//!
//!     cargo add tokio --features macros,rt-multi-thread
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

type Error = Box<dyn std::error::Error + Send + Sync>;

async fn work(text: &str) -> Result<u32, Error> {
    let number: u32 = text.parse().map_err(|_| format!("{text} is no number"))?;
    if number == 0 {
        panic!("a bug: work divides by zero");
    }
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
