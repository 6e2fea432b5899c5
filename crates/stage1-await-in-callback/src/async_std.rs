//! Stage 1: a done callback is a plain function, so it cannot await.
//!
//!     just run stage1-async-std
//!
//! error[E0728]: `await` is only allowed inside `async` functions and blocks
//!
//! Goal: when `work` is done, the callback waits for a second.
//! Mistake: the callback awaits. But `add_done_callback` only calls it, so it
//! must be a plain function.
//! asyncio: refuses the tutorial's listing as well, with 'await' outside async
//! function. An `async fn` as the callback does not help: `just fail
//! async-callback` shows why.
//! Repair: the callback creates a task that awaits, as in stage 2, whose header
//! also explains `async_main` and `spawn`.

use std::time::Duration;

use async_std::task::sleep;

async fn work() {
    println!("Work is done");
}

fn callback(_task: &asyncio::Task<()>) {
    sleep(Duration::from_secs(1)).await;
}

async fn async_main() {
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    work_task.await.unwrap();
}

/// Starts a task. Dropping its handle detaches it.
fn spawn(task: asyncio::Coroutine) {
    async_std::task::spawn(task);
}

#[async_std::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
}
