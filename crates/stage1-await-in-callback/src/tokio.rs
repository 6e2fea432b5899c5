//! Stage 1: a done callback is a plain function, so it cannot await. This does not compile.
//!
//!     just run stage1-tokio
//!
//! Python refuses the tutorial's listing, too: `'await' outside async function`. To make `callback`
//! an `async fn` is no way out, for then calling it only makes a future that nobody awaits; rustc
//! refuses that as well. The way out is stage 2. What differs from the tutorial is told there.

use std::time::Duration;

use tokio::time::sleep;

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

/// tokio lets a task go on when its handle is dropped.
fn spawn(task: asyncio::BoxFuture) {
    tokio::spawn(task);
}

#[tokio::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
}
