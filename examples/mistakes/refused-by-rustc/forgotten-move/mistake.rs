//! A callback borrows from the function that adds it.
//!
//!     just fail forgotten-move
//!
//!     error[E0373]: closure may outlive the current function, but it borrows `name`, which is owned by the current function
//!
//! Goal: the callback prints that `work` is done, under a name that main knows.
//! Mistake: a closure borrows what it only reads. But the callback runs when `work` is done, and by then
//! main may have returned.
//! asyncio: allows it. A lambda shares main's variable and keeps it alive.
//! Repair: `move`, which makes the closure own what it uses. rustc suggests it, too.

use std::thread;

use pollster::block_on;

async fn work() {
    println!("Work is starting...");
}

async fn async_main() {
    println!("Main is starting...");
    let name = String::from("Work");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(|_task| println!("{name} is done"));
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
