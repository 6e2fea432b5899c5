//! The repair of `dropped-handle`: main keeps the handle and awaits it.
//!
//!     just repair dropped-handle-tokio

use std::time::Duration;

use tokio::time::sleep;

async fn work() {
    println!("Work is starting...");
    sleep(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = tokio::spawn(work());
    sleep(Duration::from_secs(1)).await;
    work_task.await.unwrap();
    println!("Main Done.");
}

#[tokio::main]
async fn main() {
    async_main().await;
}
