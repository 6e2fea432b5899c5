//! The repair of `dropped-handle`: main keeps the handle and awaits it.
//!
//!     just repair dropped-handle-async-std

use std::time::Duration;

use async_std::task::sleep;

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = async_std::task::spawn(work());
    sleep(Duration::from_secs(1)).await;
    work_task.await;
    println!("Main Done.");
}

#[async_std::main]
async fn main() {
    async_main().await;
}
