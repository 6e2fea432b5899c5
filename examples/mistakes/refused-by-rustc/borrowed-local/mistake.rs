//! A task borrows from the function that creates it.
//!
//!     just fail borrowed-local
//!
//!     error[E0597]: `name` does not live long enough
//!
//! Goal: main tells `work` its name.
//! Mistake: main lends the name. But a task goes on by itself, and may outlive whoever created it, so
//! `create_task` asks for a future that borrows nothing: `'static`. That main awaits the task here does
//! not help, since main itself could be cancelled while it waits.
//! asyncio: allows it. In Python an object lives as long as anything refers to it.
//! Repair: to give the task what it needs, or a clone of it.

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

/// How `run` starts a task without tokio, async-std or smol: each task has a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
