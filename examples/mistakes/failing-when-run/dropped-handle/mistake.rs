//! A runtime's own task, whose handle is dropped at once.
//!
//!     just fail dropped-handle-tokio
//!
//! Goal: `work` runs while main does something else for a second.
//! Mistake: nobody keeps what `spawn` returns, the task's handle, so it is dropped.
//! When it runs: on tokio and async-std the task goes on by itself, and all is well. smol cancels a
//! task whose handle is dropped, so `work` is never done. There rustc has warned. Its help, `let _ =`,
//! silences the warning, and drops the handle just the same.
//! asyncio: the task goes on, too. But the loop has only weak references to its tasks, and Python's
//! documentation asks to keep one.
//! Repair: to keep the handle and await it, which is right on all three. For a task that nobody waits
//! for, smol has `.detach()`.

use std::time::Duration;

use tokio::time::sleep;

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn async_main() {
    println!("Main is starting...");
    tokio::spawn(work());
    sleep(Duration::from_secs(1)).await;
    println!("Main Done.");
}

#[tokio::main]
async fn main() {
    async_main().await;
}
