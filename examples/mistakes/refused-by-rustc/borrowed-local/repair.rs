//! The repair of `borrowed-local`: the task owns the name.
//!
//!     just repair borrowed-local

use std::thread;

use pollster::block_on;

async fn work(name: String) {
    println!("{name} is starting...");
    println!("{name} is done");
}

async fn async_main() {
    println!("Main is starting...");
    let name = String::from("Work");
    let work_task = asyncio::create_task(work(name));
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
