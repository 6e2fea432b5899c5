//! Main waits for all tasks, including those that it did not create.
//!
//!     just run wait-all-smol
//!
//! asyncio has `all_tasks()`: how does main wait for tasks that create tasks? It runs an executor of its own until that
//! is empty. `tick` waits until a task can run, and polls it once. The trap is an `Executor` that other threads run,
//! too: if one of them finishes the last task while main is in `tick`, main hangs. A `LocalExecutor` stays on its
//! thread. On several threads give each task a sender, as `wait-all-async-std` does.
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

fn main() {
    smol::block_on(async {
        println!("Main is starting...");
        let tasks = Rc::new(LocalExecutor::new());
        let executor = tasks.clone();
        let work_with_callback = async move {
            work().await;
            callback(&executor);
        };
        tasks.spawn(work_with_callback).detach();
        while !tasks.is_empty() {
            tasks.tick().await;
        }
        println!("Main Done.");
    });
}
