//! A task returns a `Cell`, but several threads may ask for its result at the same time.
//!
//!     just fail cell-as-result
//!
//!     error[E0277]: `Cell<u32>` cannot be shared between threads safely
//!
//! Goal: `work` counts its lines, and main awaits the number.
//! Mistake: `work` returns the `Cell` that it counts in. Any number of tasks may ask for a task's result,
//! each on its own thread, and each reads the value itself to clone it. So `create_task` requires a value
//! that is `Sync`, and a `Cell` is not. Main's own value may be one: only the caller of `run` gets it.
//! asyncio: allows it. All tasks of a loop run on one thread.
//! Repair: return what is in the `Cell`. A value that tasks continue to change belongs in an
//! `Arc<Mutex<_>>`.

use std::cell::Cell;
use std::thread;

use pollster::block_on;

async fn work() -> Cell<u32> {
    let lines = Cell::new(0);
    println!("Work is starting...");
    lines.set(lines.get() + 1);
    println!("Work is done");
    lines.set(lines.get() + 1);
    lines
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    let lines = work_task.await.unwrap();
    println!("Work printed {} lines", lines.get());
    println!("Main Done.");
}

/// Starts a task without a runtime: on a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
