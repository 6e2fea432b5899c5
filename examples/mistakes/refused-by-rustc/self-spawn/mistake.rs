//! A coroutine creates itself as the next task.
//!
//!     just fail self-spawn
//!
//!     error[E0283]: type annotations needed: cannot satisfy `impl Future<Output = ()>: Send`
//!
//! Goal: `work` is done three times, and each task creates the next.
//! Mistake: `create_task` asks whether the future of `work` is `Send`. That depends on what is in
//! `work`, and there `create_task` asks the same.
//! asyncio: allows it. Python checks nothing of this.
//! Repair: a plain `fn` creates the next task, here the done callback. What it does is no part of
//! `work`'s future, so whether that is `Send` no longer depends on itself.

use std::thread;

use pollster::block_on;

async fn work(left: u32) {
    println!("Work is starting...");
    println!("Work is done, {left} left");
    if left > 0 {
        asyncio::create_task(work(left - 1));
    }
}

async fn async_main() {
    println!("Main is starting...");
    asyncio::create_task(work(2));
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

/// How `run` starts a task without tokio, async-std or smol: each task has a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
