//! Stage 1: a done callback is a plain function, so it cannot await. This does not compile.
//!
//!     just run stage1-smol
//!
//!     error[E0728]: `await` is only allowed inside `async` functions and blocks
//!
//! Goal: when `work` is done, the callback waits for a second.
//! Mistake: the callback awaits. But it is called, and not awaited, so it is a plain function.
//! asyncio: refuses the tutorial's listing, too: 'await' outside async function. An `async fn` as
//! the callback is no way out: `just fail async-callback` shows why.
//! Way out: the callback creates a task that awaits, as in stage 2, whose header also tells why there
//! is an `async_main` and a `spawn`.

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

/// How `run` starts a task. smol cancels it when its handle is dropped, so it is detached.
fn spawn(task: asyncio::Coroutine) {
    smol::spawn(task).detach();
}

fn main() {
    smol::block_on(asyncio::run(spawn, async_main()));
}
