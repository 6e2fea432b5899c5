//! Stage 1: a done callback is a plain function, so it cannot await. This does not compile.
//!
//!     just run stage1-tokio
//!
//! Python refuses the tutorial's listing, too: `'await' outside async function`. An `async fn` is
//! no way out: a callback is called, and calling an `async fn` only makes a future, which nobody
//! would await. The way out is stage 2: to create a task that awaits. Its header also tells why
//! there is an `async_main` and a `spawn`.

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

/// How `run` starts a task. tokio lets it go on when its handle is dropped, as here.
fn spawn(task: asyncio::BoxFuture) {
    tokio::spawn(task);
}

#[tokio::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
}
