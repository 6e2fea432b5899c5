//! Stage 3: a done callback creates the next task, and main waits for an event that this sets.
//!
//!     just run stage3-tokio
//!
//! Besides Rust's syntax two things differ from the tutorial's listing. Its main coroutine is
//! `async_main` here, since Rust's `main` is a plain function, which starts the runtime. And
//! `asyncio::run` is told how to start a task, since Rust has many runtimes, and Python has one.
//! `EVENT` is a `static`, so that both `more_work` and main see it. If nobody sets it, main waits
//! for ever, as in Python.

use std::time::Duration;

use tokio::time::sleep;

static EVENT: asyncio::Event = asyncio::Event::new();

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_secs(2)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    sleep(Duration::from_secs(2)).await;
    println!("More work is done");
    EVENT.set();
}

fn callback(_task: &asyncio::Task<()>) {
    asyncio::create_task(more_work());
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    EVENT.wait().await;
    println!("Main Done.");
}

/// How `run` starts a task. tokio lets it go on when its handle is dropped, as here.
fn spawn(task: asyncio::Coroutine) {
    tokio::spawn(task);
}

#[tokio::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
}
