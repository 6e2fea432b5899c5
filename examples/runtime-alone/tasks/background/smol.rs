//! Main starts tasks in the background, and loses neither a task nor an error.
//!
//!     just run background-smol
//!
//! asyncio has a set of tasks and `add_done_callback(set.discard)`: how do I fire and forget? Call `detach`. The trap
//! is to forget it: dropping the handle cancels the task. Nothing is garbage collected ("destroyed but it is pending").
//! But when main returns, the process exits in the middle of the tasks that are left. So each holds a sender of a
//! channel, and main waits until the last sender is dropped. An `Err` that nothing awaits disappears without the
//! message "never retrieved", so each task prints its own; a panic prints its message.
//!
//!     cargo add smol
//!
//! ```text
//! Main continues
//! Work 1 is done
//! In the background: no connection
//! Work 3 is done
//! Nothing is left
//! ```

use std::time::Duration;

use smol::Timer;
use smol::channel::{Sender, bounded};

async fn work(number: u64) -> Result<(), &'static str> {
    Timer::after(Duration::from_millis(100 * number)).await;
    if number == 2 {
        return Err("no connection");
    }
    println!("Work {number} is done");
    Ok(())
}

fn start(number: u64, tasks: &Sender<()>) {
    let task = tasks.clone();
    let work = async move {
        if let Err(error) = work(number).await {
            println!("In the background: {error}");
        }
        drop(task);
    };
    smol::spawn(work).detach();
}

fn main() {
    smol::block_on(async {
        let (tasks, all_done) = bounded(1);
        for number in [1, 2, 3] {
            start(number, &tasks);
        }
        println!("Main continues");
        drop(tasks);
        all_done.recv().await.unwrap_err();
        println!("Nothing is left");
    });
}
