//! The repair of `cell-as-result`: `work` returns the number, which is `Sync`.
//!
//!     just repair cell-as-result

use std::cell::Cell;
use std::thread;

use pollster::block_on;

async fn work() -> u32 {
    let lines = Cell::new(0);
    println!("Work is starting...");
    lines.set(lines.get() + 1);
    println!("Work is done");
    lines.set(lines.get() + 1);
    lines.get()
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    let lines = work_task.await.unwrap();
    println!("Work printed {lines} lines");
    println!("Main Done.");
}

/// Starts a task without a runtime: on a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
