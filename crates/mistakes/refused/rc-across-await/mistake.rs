//! An `Rc` is kept across an await, but the task may go on on another thread.
//!
//!     just fail rc-across-await
//!
//!     error: future cannot be sent between threads safely
//!
//! Goal: `work` shares its name with `more_work`.
//! Mistake: they share it in an `Rc`, whose count of owners is safe on one thread only. `work` keeps it
//! while it awaits, and a runtime may go on with `work` on another thread.
//! asyncio: allows it. All its tasks are on one thread.
//! Way out: an `Arc`, whose count is safe on all threads.

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

/// How `run` starts a task, without any runtime: each has a thread of its own.
fn spawn(task: asyncio::BoxFuture) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
