//! Stage 3: a done callback creates a task, and main waits for an event.
//!
//!     just run stage3-smol
//!
//! Besides Rust's syntax, two things differ from the tutorial's listing. Its
//! main coroutine is called `async_main` here, because Rust's `main` is a plain
//! function that starts the runtime. And `asyncio::run` takes a function that
//! starts a task, because Rust has several runtimes and Python has one.
//! `EVENT` is a `static`, so that both `more_work` and main can use it. If
//! nothing sets it, main waits forever, as in Python.

use std::time::Duration;

use smol::Timer;

static EVENT: asyncio::Event = asyncio::Event::new();

async fn work() {
    println!("Work is starting...");
    Timer::after(Duration::from_secs(2)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    Timer::after(Duration::from_secs(2)).await;
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

/// Starts a task. Dropping its handle would cancel it.
fn spawn(task: asyncio::Coroutine) {
    smol::spawn(task).detach();
}

fn main() {
    smol::block_on(asyncio::run(spawn, async_main()));
}
