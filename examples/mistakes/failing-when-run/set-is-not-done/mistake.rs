//! The last task sets the event before its last step.
//!
//!     just fail set-is-not-done-tokio
//!
//! Goal: main waits until `more_work` is done.
//! Mistake: `more_work` sets the event and then continues. "Set" does not mean "finished": from here on,
//! main and `more_work` race.
//! When it runs: main ends first, and `run` cancels `more_work` while it sleeps.
//! asyncio: does the same. If `more_work` did not await after `set()`, its last line would always come
//! before main's, because all tasks share one thread. In Rust main may continue on another thread.
//! Repair: set the event last, or have main await the task itself.

use std::time::Duration;

use tokio::time::sleep;

static EVENT: asyncio::Event = asyncio::Event::new();

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    EVENT.set();
    sleep(Duration::from_secs(1)).await;
    println!("More work is done");
}

fn callback(_task: &asyncio::Task<()>) {
    asyncio::create_task(more_work());
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    EVENT.wait().await;
    println!("Main Done.");
}

/// Starts a task. Dropping its handle detaches it.
fn spawn(task: asyncio::Coroutine) {
    tokio::spawn(task);
}

#[tokio::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
}
