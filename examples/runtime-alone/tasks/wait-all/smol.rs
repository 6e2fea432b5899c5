//! Main waits for all tasks, including those that it has not created.
//!
//!     just run wait-all-smol
//!
//! It goes with stage 2, with smol alone. An executor knows whether it has tasks left. `tick` polls one
//! task once, and waits if none is ready. A `LocalExecutor` stays on its thread. On an `Executor`, which
//! several threads may run, this loop can hang: if another thread finishes the last task while main is
//! in `tick`, nothing wakes main. There, let each task hold a sender, as async-std's program does.
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

use std::rc::Rc;
use std::time::Duration;

use smol::{LocalExecutor, Timer};

async fn work() {
    println!("Work is starting...");
    Timer::after(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    Timer::after(Duration::from_millis(100)).await;
    println!("More work is done");
}

/// smol cancels a task when its handle is dropped, so this detaches it.
fn callback(tasks: &LocalExecutor) {
    tasks.spawn(more_work()).detach();
}

/// Its task is not done until the callback has created the next one.
async fn work_with_callback(tasks: Rc<LocalExecutor<'static>>) {
    work().await;
    callback(&tasks);
}

async fn async_main() {
    println!("Main is starting...");
    let tasks = Rc::new(LocalExecutor::new());
    tasks.spawn(work_with_callback(tasks.clone())).detach();
    while !tasks.is_empty() {
        tasks.tick().await;
    }
    println!("Main Done.");
}

fn main() {
    smol::block_on(async_main());
}
