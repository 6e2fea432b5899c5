//! Stage 1: a done callback is a plain function, so it cannot await.
//!
//!     just run stage1-smol
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

use smol::Timer;

async fn work() {
    println!("Work is done");
}

fn callback(_task: &asyncio::Task<()>) {
    Timer::after(Duration::from_secs(1)).await;
}

async fn async_main() {
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    work_task.await.unwrap();
}

/// Starts a task. Dropping its handle would cancel it.
fn spawn(task: asyncio::Coroutine) {
    smol::spawn(task).detach();
}

fn main() {
    smol::block_on(asyncio::run(spawn, async_main()));
}
