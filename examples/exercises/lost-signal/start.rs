//! Exercise: a program hangs once in a while. Find out why.
//!
//!     just exercise lost-signal-tokio
//!
//! It goes with stage 3, and with an event's `set()` and `clear()`.
//! Goal: it prints all its lines in every run, even if the signal comes before main waits for it.
//! Now: it hangs in some of its runs.
//! Change: run it a few times, find out how main misses the signal at `TODO`, and fix that. Do not change
//! how long `prepare`, `work` and `more_work` take: a network would not let you choose, either.
//!
//! It should print, in every run:
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
}

fn callback(_task: &asyncio::Task<()>) {
    let more_task = asyncio::create_task(more_work());
    more_task.add_done_callback(signal);
}

fn signal(_task: &asyncio::Task<()>) {
    EVENT.set();
    EVENT.clear(); // to be ready for the next signal
}

/// What main does meanwhile. It does not always take the same time.
async fn prepare() {
    let time = [100, 200, 1200][fastrand::usize(..3)];
    sleep(Duration::from_millis(time)).await;
}

// TODO: sometimes it waits forever.
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
