//! A task borrows from the function that creates it.
//!
//!     just fail borrowed-local
//!
//!     error[E0597]: `name` does not live long enough
//!
//! Goal: main gives `work` a name.
//! Mistake: main only lends the name. But a task runs independently and may outlive the function that
//! created it, so `create_task` requires a future that borrows nothing: `'static`. That main awaits the
//! task does not help, because main itself could be cancelled while it waits.
//! asyncio: allows it. In Python an object lives as long as anything refers to it.
//! Repair: give the task the value it needs, or a clone of it. Or create no task: main can await several
//! futures together with `join!`, and they may borrow.

use std::thread;

use pollster::block_on;

async fn work(name: &str) {
    println!("{name} is starting...");
    println!("{name} is done");
}

async fn async_main() {
    println!("Main is starting...");
    let name = String::from("Work");
    let work_task = asyncio::create_task(work(&name));
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
