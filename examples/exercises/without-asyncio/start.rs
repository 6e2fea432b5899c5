//! Exercise: stage 3 with your runtime alone, without `crates/asyncio`.
//!
//!     just exercise without-asyncio-tokio
//!
//! It goes with stage 3, and with what `crates/asyncio` adds to a runtime.
//! Goal: it does the same with tokio alone. `callback` stays a plain function, which is called when
//! `work` is done and starts `more_work`. Main waits for a signal instead of sleeping.
//! Now: it uses `asyncio`.
//! Change: replace all that comes from `crates/asyncio`. Work out where `callback` is called.
//!
//! It should print, as it does now:
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

use tokio::time::sleep;

// TODO: without asyncio
static EVENT: asyncio::Event = asyncio::Event::new();

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(300)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    sleep(Duration::from_millis(300)).await;
    println!("More work is done");
    EVENT.set();
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
