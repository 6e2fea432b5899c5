//! A plain thread starts a task, waits for its result, and has main call a function.
//!
//!     just run from-a-thread-tokio
//!
//! asyncio has `run_coroutine_threadsafe` and `call_soon_threadsafe`: how do I reach my tasks from a thread of my own?
//! Give the thread a `Handle`: its `spawn` starts a task, and its `block_on` waits for the result. To have main call a
//! function, send main a message. The traps: `tokio::spawn` panics on such a thread ("there is no reactor running"),
//! and `block_on` panics in a task ("Cannot start a runtime from within a runtime"). When main returns, the task is
//! cancelled and the process exits, with the thread. `join` blocks main's thread, so first await what the thread sends.
//!
//!     cargo add tokio --features macros,rt-multi-thread,sync,time
//!
//! ```text
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
    callback(receiver.recv().await.unwrap());
    thread.join().unwrap();
    println!("The thread has finished");
}
