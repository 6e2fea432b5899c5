//! The solution of `lost-signal`: the event stays set until main has seen it.
//!
//!     just solution lost-signal-tokio

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
}

fn callback(_task: &asyncio::Task<()>) {
    let more_task = asyncio::create_task(more_work());
    more_task.add_done_callback(signal);
}

/// The event stays set, so a later wait returns at once.
fn signal(_task: &asyncio::Task<()>) {
    EVENT.set();
}

/// What main does meanwhile. It does not always take the same time.
async fn prepare() {
    let time = [100, 200, 1200][fastrand::usize(..3)];
    sleep(Duration::from_millis(time)).await;
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    prepare().await;
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
