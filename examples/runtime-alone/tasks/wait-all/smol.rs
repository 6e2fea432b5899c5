//! Main waits for all tasks, including those that it has not created.
//!
//!     just run wait-all-smol
//!
//! asyncio has `all_tasks()`: how does main wait for tasks that create tasks? With an executor of its own, which knows
//! whether it has tasks left. `tick` waits for a task that can run, and polls it once. A task that panics counts as
//! done, and main is not told. The trap is an `Executor` that other threads run too: if one of them finishes the last
//! task while main is in `tick`, main hangs. A `LocalExecutor` stays on its thread; on several threads give each task a
//! sender, as async-std's program does.
//!
//!     cargo add smol
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

fn callback(tasks: &LocalExecutor) {
    tasks.spawn(more_work()).detach();
}

/// The callback runs in the same task, which is in the executor until it returns.
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
