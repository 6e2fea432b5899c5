//! A plain thread starts a task, waits for its result, and has main call a function.
//!
//!     just run from-a-thread-smol
//!
//! asyncio has `run_coroutine_threadsafe` and `call_soon_threadsafe`: how do I reach my tasks from a thread of my own?
//! `smol::spawn` works on any thread, and `smol::block_on` waits there for the result. To have main call a function,
//! send main a message. The trap: when main returns, the process exits, with the thread and the task. `join` blocks
//! main's thread, so first await what the thread sends.
//!
//!     cargo add smol
//!
//! ```text
//! Work is done
//! The thread has the result: 42
//! Callback: 42
//! The thread has finished
//! ```

use std::thread;
use std::time::Duration;

use smol::Timer;
use smol::channel::{Sender, bounded};

async fn work() -> u32 {
    Timer::after(Duration::from_millis(100)).await;
    println!("Work is done");
    42
}

fn callback(value: u32) {
    println!("Callback: {value}");
}

fn other_thread(sender: Sender<u32>) {
    let task = smol::spawn(work());
    let value = smol::block_on(task);
    println!("The thread has the result: {value}");
    sender.send_blocking(value).unwrap();
}

fn main() {
    smol::block_on(async {
        let (sender, receiver) = bounded(1);
        let thread = thread::spawn(|| other_thread(sender));
        callback(receiver.recv().await.unwrap());
        thread.join().unwrap();
        println!("The thread has finished");
    });
}
