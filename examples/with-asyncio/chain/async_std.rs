//! A chain: each callback passes its task's result on to the next task, and the last reaches main.
//!
//!     just run chain-async-std
//!
//! The tutorial remarks that a callback can pass on what its task has returned. Here nothing
//! awaits these tasks: each callback asks its own task for the result, which is an `Err` if the task
//! failed. Then `unwrap` panics, nothing sets the event, and main waits forever. `outcomes` shows how to
//! check first.
//!
//! ```text
//! Main is starting...
//! Work is starting...
//! Work is done
//! More work is starting with 6...
//! More work is done
//! Last work is starting with 7...
//! Last work is done
//! Main Done: 42
//! ```

use std::sync::OnceLock;
use std::time::Duration;

use async_std::task::sleep;

static EVENT: asyncio::Event = asyncio::Event::new();
static RESULT: OnceLock<u32> = OnceLock::new();

async fn work() -> u32 {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
    6
}

async fn more_work(number: u32) -> u32 {
    println!("More work is starting with {number}...");
    sleep(Duration::from_millis(100)).await;
    println!("More work is done");
    number + 1
}

async fn last_work(number: u32) -> u32 {
    println!("Last work is starting with {number}...");
    sleep(Duration::from_millis(100)).await;
    println!("Last work is done");
    number * 6
}

fn callback(task: &asyncio::Task<u32>) {
    let more_task = asyncio::create_task(more_work(task.result().unwrap()));
    more_task.add_done_callback(more_callback);
}

fn more_callback(task: &asyncio::Task<u32>) {
    let last_task = asyncio::create_task(last_work(task.result().unwrap()));
    last_task.add_done_callback(last_callback);
}

fn last_callback(task: &asyncio::Task<u32>) {
    RESULT.set(task.result().unwrap()).unwrap();
    EVENT.set();
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    EVENT.wait().await;
    println!("Main Done: {}", RESULT.get().unwrap());
}

/// Starts a task. Dropping its handle detaches it.
fn spawn(task: asyncio::Coroutine) {
    async_std::task::spawn(task);
}

#[async_std::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
}
