//! The repair of `guard-across-await`: the guard's block ends before the await.
//!
//!     just repair guard-across-await

use std::sync::Mutex;
use std::thread;

use pollster::block_on;

static DONE: Mutex<Vec<&str>> = Mutex::new(Vec::new());

async fn work() {
    println!("Work is starting...");
    {
        let mut done = DONE.lock().unwrap();
        done.push("work");
    }
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
