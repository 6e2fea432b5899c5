//! A closure cannot await as a done callback either.
//!
//!     just fail await-in-closure
//!
//!     error[E0728]: `await` is only allowed inside `async` functions and blocks
//!
//! Goal: when `work` is done, `more_work` runs, and main waits for it.
//! Mistake: the callback is now a closure. It is inside an `async fn`, but that does not make it `async`.
//! An `async` closure or an `async fn` does not help, because `add_done_callback` calls it and does not
//! await what it returns: see `async-callback`. Another API could: it would ask for an `AsyncFnOnce`.
//! asyncio: refuses it for the same reason. A lambda cannot await, wherever it is.
//! Repair: the closure creates a task that awaits. It can call `create_task`, which is a plain function.

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
        more_work().await;
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
