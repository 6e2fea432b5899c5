//! Main waits for all tasks, including those that it has not created.
//!
//!     just run wait-all-async-std
//!
//! It goes with stage 2, with async-std alone. async-std keeps no list of tasks, so each task holds a
//! clone of a sender until it is done. Nothing is ever sent: when the last sender is dropped, the
//! channel is closed, and main continues.
//!
//! A task that panics counts as done, and main is not told about it. async-std is retired: do not start
//! new programs with it.
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
use async_std::task::{sleep, spawn};

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

fn callback(running: &Sender<()>) {
    let running = running.clone();
    spawn(async move {
        more_work().await;
        drop(running); // named here, so that the task has it
    });
}

/// Its task holds the sender until the callback has created the next one.
async fn work_with_callback(running: Sender<()>) {
    work().await;
    callback(&running);
}

#[async_std::main]
async fn main() {
    println!("Main is starting...");
    let (running, all_done) = bounded(1);
    // Moved, not cloned: while main itself has a sender, `recv` never returns.
    spawn(work_with_callback(running));
    all_done.recv().await.unwrap_err();
    println!("Main Done.");
}
