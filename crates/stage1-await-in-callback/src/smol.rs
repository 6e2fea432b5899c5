//! Stage 1: a done callback is a plain function, so it cannot await. This does not compile.
//!
//!     just run stage1-smol
//!
//! Python refuses the tutorial's listing, too: `'await' outside async function`. To make `callback`
//! an `async fn` is no way out, for then calling it only makes a future that nobody awaits; rustc
//! refuses that as well. The way out is stage 2. What differs from the tutorial is told there.

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

/// smol cancels a task when its handle is dropped, unless it was detached.
fn spawn(task: asyncio::BoxFuture) {
    smol::spawn(task).detach();
}

fn main() {
    smol::block_on(asyncio::run(spawn, async_main()));
}
