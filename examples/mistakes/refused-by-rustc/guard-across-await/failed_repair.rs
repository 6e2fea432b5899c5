//! A fix for `guard-across-await` that does not work: `drop` the guard before the await.
//!
//!     just fail guard-across-await-failed-repair
//!
//!     error: future cannot be sent between threads safely
//!
//! `push` has borrowed the guard, and rustc treats a borrowed value as kept until its block ends.

use std::sync::Mutex;
use std::thread;

use pollster::block_on;

static DONE: Mutex<Vec<&str>> = Mutex::new(Vec::new());

async fn work() {
    println!("Work is starting...");
    let mut done = DONE.lock().unwrap();
    done.push("work");
    drop(done);
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
