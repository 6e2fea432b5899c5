//! A callback blocks a thread that the task it waits for may need.
//!
//!     just fail block-on-in-callback-tokio
//!
//! Goal: when `work` is done, `more_work` runs, and main waits for it.
//! Mistake: the callback cannot await, so it blocks. But it runs on a thread that polls tasks, and until
//! it returns, that thread polls no other task.
//! When it runs: tokio's `block_on` panics on such a thread. `asyncio::run` catches a callback's panic,
//! so the tasks continue. With async-std and smol the program hangs: `more_work` waits for the thread,
//! and the thread waits for `more_work`. (`just fail` gives the runtime one such thread. With more
//! threads, another one can run `more_work`; the program hangs once all of them are blocked like this.)
//! asyncio: raises a RuntimeError, because a running loop cannot be run again.
//! Repair: the callback creates the task and returns. Main waits.

use std::time::Duration;

use tokio::time::sleep;

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("More work is done");
}

fn callback(_task: &asyncio::Task<()>) {
    let more_task = asyncio::create_task(more_work());
    tokio::runtime::Handle::current().block_on(more_task).unwrap();
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    let main_task = asyncio::current_task().unwrap();
    loop {
        let mut tasks = asyncio::all_tasks();
        tasks.remove(&main_task);
        if tasks.is_empty() {
            break;
        }
        for task in tasks {
            task.await.unwrap();
        }
    }
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
