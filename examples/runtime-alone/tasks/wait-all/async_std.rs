//! Main waits for all tasks, including those that it did not create.
//!
//!     just run wait-all-async-std
//!
//! asyncio has `all_tasks()`: how does main wait for tasks that create tasks? async-std cannot list its tasks, so each
//! task owns a sender of a channel that carries no messages. Dropping the last sender closes the channel, and main
//! continues. The trap is a sender that main itself keeps: then the channel is never closed.
//!
//!     cargo add async-std --features attributes
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

use async_std::channel::{Sender, bounded};
use async_std::task::{self, sleep};

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

fn callback(running: Sender<()>) {
    task::spawn(async move {
        more_work().await;
        drop(running);
    });
}

#[async_std::main]
async fn main() {
    println!("Main is starting...");
    let (running, all_done) = bounded(1);
    task::spawn(async {
        work().await; // If `work` panics, the callback does not run; see the topic callback.
        callback(running);
    });
    // An error says that the channel is closed.
    all_done.recv().await.unwrap_err();
    println!("Main Done.");
}
