//! The repair of `dropped-handle`: main keeps the handle and awaits it.
//!
//!     just repair dropped-handle-smol

use std::time::Duration;

use smol::Timer;

async fn work() {
    println!("Work is starting...");
    Timer::after(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = smol::spawn(work());
    Timer::after(Duration::from_secs(1)).await;
    work_task.await;
    println!("Main Done.");
}

fn main() {
    smol::block_on(async_main());
}
