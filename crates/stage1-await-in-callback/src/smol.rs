//! Stage 1: a done callback is a plain function, so it cannot await. This does not compile.
//!
//!     just run stage1-smol
//!
//! Python refuses the tutorial's listing, too: `'await' outside async function`. An `async fn` is
//! no way out: a callback is called, and calling an `async fn` only makes a future, which nobody
//! would await. The way out is stage 2: to create a task that awaits. Its header also tells why
//! there is an `async_main` and a `spawn`.

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
fn spawn(task: asyncio::BoxFuture) {
    smol::spawn(task).detach();
}

fn main() {
    smol::block_on(asyncio::run(spawn, async_main()));
}
