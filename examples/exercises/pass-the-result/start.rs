//! Exercise: the callback passes on what `work` returned.
//!
//!     just exercise pass-the-result-tokio
//!
//! It goes with stage 3, and with the tutorial's remark that a callback can use its task's result.
//! Goal: `more_work` starts with the number that `work` returned. Any number should work, not only 6.
//! Now: it prints 'More work is starting with 0...' where it should print 'More work is starting with 6...'.
//! Change: `callback`, at `TODO`. The other functions are right as they are.
//!
//! It should print:
//!
//! ```text
//! Main is starting...
//! Work is starting...
//! Work is done
//! More work is starting with 6...
//! More work is done
//! Main Done.
//! ```

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

fn callback(_task: &asyncio::Task<u32>) {
    let more_task = asyncio::create_task(more_work(0)); // TODO: not 0
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
