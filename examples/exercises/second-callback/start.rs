//! Exercise: a second done callback sets the event.
//!
//!     just exercise second-callback-tokio
//!
//! It goes with stage 3. The tutorial leaves it to its readers.
//! Goal: main still continues when `more_work` is done, but `more_work` does not know about the event.
//! Now: it prints the right lines, but `more_work` uses `EVENT`.
//! Change: remove the line at `TODO` from `more_work`, and have a done callback set the event.
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
    EVENT.set(); // TODO: not here
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
