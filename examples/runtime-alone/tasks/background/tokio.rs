//! Main starts tasks in the background, and loses neither a task nor an error.
//!
//!     just run background-tokio
//!
//! asyncio has a set of tasks and `add_done_callback(set.discard)`: how do I fire and forget? Drop the handle: the task
//! continues. Nothing is garbage collected ("destroyed but it is pending"). But when main returns, tokio drops the
//! tasks that are left, so main waits for them with a `TaskTracker`. An `Err` that nothing awaits disappears without
//! the message "never retrieved", so each task prints its own; a panic prints its message. The trap is a `JoinSet` that
//! is never joined: it keeps each result, and dropping it aborts its tasks. A `TaskTracker` does neither.
//!
//!     cargo add tokio --features macros,rt-multi-thread,time
//!     cargo add tokio-util --features rt
//!
//! ```text
//! Main continues
//! Work 1 is done
//! In the background: no connection
//! Work 3 is done
//! Nothing is left
//! ```

use std::time::Duration;

use tokio::time::sleep;
use tokio_util::task::TaskTracker;

async fn work(number: u64) -> Result<(), &'static str> {
    sleep(Duration::from_millis(100 * number)).await;
    if number == 2 {
        return Err("no connection");
    }
    println!("Work {number} is done");
    Ok(())
}

fn start(number: u64, tasks: &TaskTracker) {
    tasks.spawn(async move {
        if let Err(error) = work(number).await {
            println!("In the background: {error}");
        }
    });
}

#[tokio::main]
async fn main() {
    let tasks = TaskTracker::new();
    for number in [1, 2, 3] {
        start(number, &tasks);
    }
    println!("Main continues");
    tasks.close();
    tasks.wait().await;
    println!("Nothing is left");
}
