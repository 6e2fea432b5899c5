//! The repair of `forgotten-move`: `move` gives the closure the name.
//!
//!     just repair forgotten-move

use std::thread;

use pollster::block_on;

async fn work() {
    println!("Work is starting...");
}

async fn async_main() {
    println!("Main is starting...");
    let name = String::from("Work");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(move |_task| println!("{name} is done"));
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
