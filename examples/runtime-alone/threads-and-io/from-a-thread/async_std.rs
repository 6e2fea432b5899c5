//! A plain thread starts a task, waits for its result, and has main call a function.
//!
//!     just run from-a-thread-async-std
//!
//! asyncio has `run_coroutine_threadsafe` and `call_soon_threadsafe`: how do I reach my tasks from a thread of my own?
//! `task::spawn` works on any thread, and `task::block_on` waits there for the result. To have main call a function,
//! send main a message. The trap: when main returns, the process exits, with the thread and the task. `join` blocks
//! main's thread, so first await what the thread sends.
//!
//!     cargo add async-std --features attributes
//!
//! ```text
//! Work is done
//! The thread has the result: 42
//! Callback: 42
//! The thread has finished
//! ```

use std::thread;
use std::time::Duration;

use async_std::channel::{Sender, bounded};
use async_std::task::{self, sleep};

async fn work() -> u32 {
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
    42
}

fn callback(value: u32) {
    println!("Callback: {value}");
}

fn other_thread(sender: Sender<u32>) {
    let task = task::spawn(work());
    let value = task::block_on(task);
    println!("The thread has the result: {value}");
    sender.send_blocking(value).unwrap();
}

#[async_std::main]
async fn main() {
    let (sender, receiver) = bounded(1);
    let thread = thread::spawn(|| other_thread(sender));
    callback(receiver.recv().await.unwrap());
    thread.join().unwrap();
    println!("The thread has finished");
}
