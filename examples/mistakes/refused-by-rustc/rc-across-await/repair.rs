//! The repair of `rc-across-await`: an `Arc` may be sent to another thread.
//!
//!     just repair rc-across-await

use std::sync::Arc;
use std::thread;

use pollster::block_on;

async fn work() {
    let name = Arc::new(String::from("Work"));
    println!("{name} is starting...");
    more_work(name.clone()).await;
    println!("{name} is done");
}

async fn more_work(name: Arc<String>) {
    println!("More {} is starting...", name.to_lowercase());
    println!("More {} is done", name.to_lowercase());
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.await.unwrap();
    println!("Main Done.");
}

/// Starts a task without a runtime: on a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
