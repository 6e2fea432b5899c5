//! Stage 2: a done callback creates a task, and main waits for all tasks.
//!
//!     just run stage2-smol
//!
//! Besides Rust's syntax, two things differ from the tutorial's listing. Its
//! main coroutine is called `async_main` here, because Rust's `main` is a plain
//! function that starts the runtime. And `asyncio::run` takes a function that
//! starts a task, because Rust has several runtimes and Python has one.

use std::time::Duration;

use smol::Timer;

async fn work() {
    println!("Work is starting...");
    Timer::after(Duration::from_secs(2)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    Timer::after(Duration::from_secs(2)).await;
    println!("More work is done");
}

fn callback(_task: &asyncio::Task<()>) {
    asyncio::create_task(more_work());
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
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

/// Starts a task. Dropping its handle would cancel it.
fn spawn(task: asyncio::Coroutine) {
    smol::spawn(task).detach();
}

fn main() {
    smol::block_on(asyncio::run(spawn, async_main()));
}
