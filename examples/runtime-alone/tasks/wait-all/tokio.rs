//! Main waits for all tasks, including those that it did not create.
//!
//!     just run wait-all-tokio
//!
//! asyncio has `all_tasks()`: how does main wait for tasks that create tasks? With a `TaskTracker` of the crate
//! tokio-util. It counts the tasks that are spawned on it; a task that creates others has a clone of it. There are two
//! traps. Without `close`, `wait` never returns. And a callback outside a tracked task may run after main has left.
//!
//!     cargo add tokio --features macros,rt-multi-thread,time
//!     cargo add tokio-util --features rt
//!
//! ```text
//! Main is starting...
//! Work is starting...
//! Work is done
//! More work is starting...
//! More work is done
//! Main Done.
//! ```

use std::time::Duration;

use tokio::time::sleep;
use tokio_util::task::TaskTracker;

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("More work is done");
}

fn callback(tasks: &TaskTracker) {
    tasks.spawn(more_work());
}

#[tokio::main]
async fn main() {
    println!("Main is starting...");
    let tasks = TaskTracker::new();
    let tracker = tasks.clone();
    tasks.spawn(async move {
        work().await; // If `work` panics, the callback does not run; see the topic callback.
        callback(&tracker);
    });
    // A closed tracker can still spawn tasks.
    tasks.close();
    tasks.wait().await;
    println!("Main Done.");
}
