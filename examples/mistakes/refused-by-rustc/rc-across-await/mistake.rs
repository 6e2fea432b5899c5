//! An `Rc` is kept across an await, but the task may continue on another thread.
//!
//!     just fail rc-across-await
//!
//!     error: future cannot be sent between threads safely
//!
//! Goal: `work` shares its name with `more_work`.
//! Mistake: they share it in an `Rc`, whose reference count is safe on one thread only. `work` keeps it
//! while it awaits. `create_task` requires a future that is `Send`, because a runtime may resume it on
//! another thread.
//! asyncio: allows it. All tasks of a loop run on one thread.
//! Repair: an `Arc`, whose reference count is safe across threads. With your runtime alone, a task that
//! stays on one thread may keep an `Rc`: tokio's `spawn_local` and smol's `LocalExecutor` make one.

use std::rc::Rc;
use std::thread;

use pollster::block_on;

async fn work() {
    let name = Rc::new(String::from("Work"));
    println!("{name} is starting...");
    more_work(name.clone()).await;
    println!("{name} is done");
}

async fn more_work(name: Rc<String>) {
    println!("More {} is starting...", name.to_lowercase());
    println!("More {} is done", name.to_lowercase());
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.await.unwrap();
    println!("Main Done.");
}

/// Starts a task without a runtime: on a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
