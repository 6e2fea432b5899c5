//! Main waits for all tasks, including itself.
//!
//!     just fail self-await-tokio
//!
//! Goal: main waits until no other task is left.
//! Mistake: `all_tasks()` includes main, so main waits for itself.
//! When it runs: `task.await` panics. If it did not, main would wait forever. Main is the oldest task, so
//! it comes first. With one thread, `work` has not started by then; with several, it may have.
//! asyncio: raises a RuntimeError: a task cannot await itself. Its set has no order, so how far `work`
//! gets depends on chance.
//! Repair: remove `current_task()` from the set.

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
