//! The repair of `await-in-closure`: the closure creates a task, which can await.
//!
//!     just repair await-in-closure

use std::thread;

use pollster::block_on;

async fn work() {
    println!("Work is starting...");
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    println!("More work is done");
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(|_task| {
        asyncio::create_task(more_work());
    });
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

/// Starts a task without a runtime: on a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
