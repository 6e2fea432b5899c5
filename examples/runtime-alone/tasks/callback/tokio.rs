//! Calls a plain function when a task is done: finished, panicked or cancelled.
//!
//!     just run callback-tokio
//!
//! It goes with stage 1, where the tutorial adds a done callback. tokio has none, so the task itself
//! calls it. The short way maps the task's value. It never calls back if the task panics or is
//! cancelled. The whole way is a guard: its destructor runs in all three cases.
//!
//! ```text
//! The short way:
//! Work is starting...
//! Work is done
//! Callback: finished with 42
//! The whole way:
//! Work is starting...
//! Work is done
//! Callback: finished with 42
//! Callback: panicked
//! Callback: cancelled
//! ```

use std::future::pending;
use std::thread;
use std::time::Duration;

use futures::FutureExt;

use tokio::time::sleep;

async fn work() -> u32 {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
    42
}

fn callback(outcome: Outcome) {
    match outcome {
        Outcome::Finished(value) => println!("Callback: finished with {value}"),
        Outcome::Panicked => println!("Callback: panicked"),
        Outcome::Cancelled => println!("Callback: cancelled"),
    }
}

enum Outcome {
    Finished(u32),
    Panicked,
    Cancelled,
}

/// Calls the callback when it is dropped, however the task ends. A task that is dropped while its thread
/// panics counts as panicked, whatever panicked.
struct Guard {
    value: Option<u32>,
    callback: fn(Outcome),
}

impl Drop for Guard {
    /// If the callback panics after the task has panicked, the process aborts.
    fn drop(&mut self) {
        let outcome = match self.value {
            Some(value) => Outcome::Finished(value),
            None if thread::panicking() => Outcome::Panicked,
            None => Outcome::Cancelled,
        };
        (self.callback)(outcome);
    }
}

/// The guard is made here, and not in the task, which may be cancelled before it starts.
fn on_done(work: impl Future<Output = u32>, callback: fn(Outcome)) -> impl Future<Output = ()> {
    let guard = Guard { value: None, callback };
    async move {
        let mut guard = guard;
        guard.value = Some(work.await);
    }
}

#[tokio::main]
async fn main() {
    println!("The short way:");
    tokio::spawn(work().map(Outcome::Finished).map(callback)).await.unwrap();
    println!("The whole way:");
    tokio::spawn(on_done(work(), callback)).await.unwrap();
    tokio::spawn(on_done(async { panic!("no luck") }, callback)).await.unwrap_err();
    let task = tokio::spawn(on_done(pending(), callback));
    task.abort();
    task.await.unwrap_err();
}
