//! A plain thread starts a task, waits for its result, and has main call a function.
//!
//!     just run from-a-thread-tokio
//!
//! asyncio has `run_coroutine_threadsafe` and `call_soon_threadsafe`: how do I reach my tasks from a thread of my own?
//! Give it a `Handle`: its `spawn` works from any thread, and its `block_on` waits there for the result. A function that
//! main should call gets its values through a channel. The traps: `tokio::spawn` panics on such a thread ("there is no
//! reactor running"), `block_on` panics in a task ("Cannot start a runtime from within a runtime"), and when main
//! returns, the task is cancelled and the process exits, with the thread. `join` blocks main's thread, so first await
//! what the thread sends.
//!
//!     cargo add tokio --features macros,rt-multi-thread,sync,time
//!
//! ```text
//! Work is starting...
//! Work is done
//! The thread has the result: 42
//! Callback: 42
//! The thread has finished
//! ```

use std::thread;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc::{Sender, channel};
use tokio::time::sleep;

async fn work() -> u32 {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
    42
}

fn callback(value: u32) {
    println!("Callback: {value}");
}

fn other_thread(runtime: Handle, sender: Sender<u32>) {
    let task = runtime.spawn(work());
    let value = runtime.block_on(task).unwrap();
    println!("The thread has the result: {value}");
    sender.blocking_send(value).unwrap();
}

#[tokio::main]
async fn main() {
    let (sender, mut receiver) = channel(1);
    let runtime = Handle::current();
    let thread = thread::spawn(|| other_thread(runtime, sender));
    while let Some(value) = receiver.recv().await {
        callback(value);
    }
    thread.join().unwrap();
    println!("The thread has finished");
}
