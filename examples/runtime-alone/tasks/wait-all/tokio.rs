//! Main waits for all tasks, including those that it has not created.
//!
//!     just run wait-all-tokio
//!
//! It goes with stage 2, with tokio alone. A `TaskTracker` counts the tasks that are spawned on it. Its
//! clones count together, so a task can spawn others.
//!
//! A task that panics counts as done, and main is not told about it.
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

/// Its task is not done until the callback has created the next one. If the callback were called outside
/// a tracked task, main could leave first.
async fn work_with_callback(tasks: TaskTracker) {
    work().await;
    callback(&tasks);
}

#[tokio::main]
async fn main() {
    println!("Main is starting...");
    let tasks = TaskTracker::new();
    tasks.spawn(work_with_callback(tasks.clone()));
    // Without this, `wait` never returns. Tasks can still spawn others.
    tasks.close();
    tasks.wait().await;
    println!("Main Done.");
}
