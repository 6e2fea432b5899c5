//! Main waits for all tasks, and is one of them.
//!
//!     just fail self-await-tokio
//!
//! Goal: main waits until no other task is left.
//! Mistake: `all_tasks()` has main, too, so main waits for its own end.
//! When it runs: `task.await` panics. If it did not, main would wait for ever. Main is the oldest task,
//! so it comes first. On one thread `work` has not started by then, on several it may have.
//! asyncio: refuses it, too: a task cannot await itself. Its set has no order, so how far `work` gets
//! is chance.
//! Repair: to take `current_task()` out of the set.

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
    asyncio::create_task(more_work());
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    loop {
        let tasks = asyncio::all_tasks();
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
