//! A lock is held across an await.
//!
//!     just fail guard-across-await
//!
//!     error: future cannot be sent between threads safely
//!
//! Goal: `work` and `more_work` both put themselves on a list.
//! Mistake: `work` still holds the list's lock while it awaits `more_work`, which waits for the lock.
//! rustc does not see this deadlock. It sees that the guard is kept across the await. A guard of std must
//! be dropped on the thread that took the lock, so it is not `Send`.
//! asyncio: allows it. With a `threading.Lock` the program hangs without a message.
//! Repair: a block around the guard that ends before the await. A single statement, as in `more_work`,
//! works too: its guard lives until the semicolon. A call of `drop` does not help here: see
//! `just fail guard-across-await-failed-repair`.

use std::sync::Mutex;
use std::thread;

use pollster::block_on;

static DONE: Mutex<Vec<&str>> = Mutex::new(Vec::new());

async fn work() {
    println!("Work is starting...");
    let mut done = DONE.lock().unwrap();
    done.push("work");
    more_work().await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    DONE.lock().unwrap().push("more work");
    println!("More work is done");
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.await.unwrap();
    println!("Main Done.");
}

/// Starts a task without a runtime: on a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
