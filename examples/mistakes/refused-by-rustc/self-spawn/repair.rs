//! The repair of `self-spawn`: a callback, which is not part of `work`, creates the next task.
//!
//!     just repair self-spawn

use std::thread;

use pollster::block_on;

async fn work(left: u32) -> u32 {
    println!("Work is starting...");
    println!("Work is done, {left} left");
    left
}

fn callback(task: &asyncio::Task<u32>) {
    let left = task.result().unwrap();
    if left > 0 {
        asyncio::create_task(work(left - 1)).add_done_callback(callback);
    }
}

async fn async_main() {
    println!("Main is starting...");
    asyncio::create_task(work(2)).add_done_callback(callback);
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
