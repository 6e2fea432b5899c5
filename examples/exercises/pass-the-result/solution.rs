//! The solution of `pass-the-result`: the callback gets the number from its task.
//!
//!     just solution pass-the-result-tokio

use std::time::Duration;

use tokio::time::sleep;

static EVENT: asyncio::Event = asyncio::Event::new();

async fn work() -> u32 {
    println!("Work is starting...");
    sleep(Duration::from_millis(300)).await;
    println!("Work is done");
    6
}

async fn more_work(number: u32) {
    println!("More work is starting with {number}...");
    sleep(Duration::from_millis(300)).await;
    println!("More work is done");
}

fn callback(task: &asyncio::Task<u32>) {
    let number = task.result().unwrap();
    let more_task = asyncio::create_task(more_work(number));
    more_task.add_done_callback(set_event);
}

fn set_event(_task: &asyncio::Task<()>) {
    EVENT.set();
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
