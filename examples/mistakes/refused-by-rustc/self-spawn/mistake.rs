//! A coroutine creates the next task from itself.
//!
//!     just fail self-spawn
//!
//!     error[E0283]: type annotations needed: cannot satisfy `impl Future<Output = ()>: Send`
//!
//! Goal: `work` runs three times, and each task creates the next.
//! Mistake: `create_task` requires the future of `work` to be `Send`. That depends on what `work` contains,
//! which is a call of `create_task` with the same requirement: a cycle.
//! asyncio: allows it. Python checks nothing of this kind.
//! Repair: a plain `fn` creates the next task, here the done callback. It is not part of `work`'s future,
//! so whether that future is `Send` no longer depends on itself. Or let the type say that it is: a plain
//! `fn work(left: u32) -> impl Future<Output = ()> + Send` with an `async move` block in it. The type
//! `Pin<Box<dyn Future<Output = ()> + Send>>` says it, too.

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

/// Starts a task without a runtime: on a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
