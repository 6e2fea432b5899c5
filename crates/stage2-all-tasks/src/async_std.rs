//! Stage 2: a done callback creates a task, and main waits for all tasks.
//!
//!     just run stage2-async-std
//!
//! Besides Rust's syntax, two things differ from the tutorial's listing. Its
//! main coroutine is called `async_main` here, because Rust's `main` is a plain
//! function that starts the runtime. And `asyncio::run` takes a function that
//! starts a task, because Rust has several runtimes and Python has one.

use std::time::Duration;

use async_std::task::sleep;

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_secs(2)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    sleep(Duration::from_secs(2)).await;
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

/// Starts a task. Dropping its handle detaches it.
fn spawn(task: asyncio::Coroutine) {
    async_std::task::spawn(task);
}

#[async_std::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
}
