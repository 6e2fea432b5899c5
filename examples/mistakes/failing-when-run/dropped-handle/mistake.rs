//! A task that the runtime itself spawns, and whose handle is dropped at once.
//!
//!     just fail dropped-handle-tokio
//!
//! Goal: `work` runs while main does something else for a second.
//! Mistake: `spawn` returns the task's handle. Main does not keep it, so it is dropped.
//! When it runs: on tokio and async-std the task continues and finishes. smol cancels a task when its
//! handle is dropped, so `work` never finishes. rustc warns of this on smol, but the `let _ =` that it
//! suggests only silences the warning: the handle is still dropped at once.
//! asyncio: the task continues as well. But the loop has only weak references to its tasks, so Python's
//! documentation tells you to keep a reference.
//! Repair: keep the handle and await it. This is right on all three runtimes. For a task that nothing
//! waits for, smol has `.detach()`.

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
