//! Main starts tasks in the background, and loses neither a task nor an error.
//!
//!     just run background-async-std
//!
//! asyncio has a set of tasks and `add_done_callback(set.discard)`: how do I fire and forget? Drop the handle: the task
//! continues. Nothing is garbage collected ("destroyed but it is pending"). But when main returns, the process exits in
//! the middle of the tasks that are left. So each holds a sender of a channel, and main waits until the last sender is
//! dropped. An `Err` that nothing awaits disappears without the message "never retrieved", so each task prints its own;
//! a panic prints its message. The trap is main's own sender: until main drops it, `recv` does not return.
//!
//!     cargo add async-std --features attributes
//!
//! ```text
//! Main continues
//! Work 1 is done
//! In the background: no connection
//! Work 3 is done
//! Nothing is left
//! ```

use std::time::Duration;

use async_std::channel::{Sender, bounded};
use async_std::task::{self, sleep};

async fn work(number: u64) -> Result<(), &'static str> {
    sleep(Duration::from_millis(100 * number)).await;
    if number == 2 {
        return Err("no connection");
    }
    println!("Work {number} is done");
    Ok(())
}

fn start(number: u64, tasks: &Sender<()>) {
    let task = tasks.clone();
    task::spawn(async move {
        if let Err(error) = work(number).await {
            println!("In the background: {error}");
        }
        drop(task);
    });
}

#[async_std::main]
async fn main() {
    let (tasks, all_done) = bounded(1);
    for number in [1, 2, 3] {
        start(number, &tasks);
    }
    println!("Main continues");
    drop(tasks);
    all_done.recv().await.unwrap_err();
    println!("Nothing is left");
}
