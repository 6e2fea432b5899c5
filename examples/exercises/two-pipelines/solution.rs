//! The solution of `two-pipelines`: the last pipeline sets the event.
//!
//!     just solution two-pipelines-tokio

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::sleep;

static EVENT: asyncio::Event = asyncio::Event::new();

/// How many pipelines are not done yet.
static LEFT: AtomicUsize = AtomicUsize::new(2);

async fn work(name: &'static str, time: Duration) -> &'static str {
    println!("{name}: Work is starting...");
    sleep(time).await;
    println!("{name}: Work is done");
    name
}

async fn more_work(name: &'static str) {
    println!("{name}: More work is starting...");
    sleep(Duration::from_millis(300)).await;
    println!("{name}: More work is done");
}

fn callback(task: &asyncio::Task<&'static str>) {
    let name = task.result().unwrap();
    let more_task = asyncio::create_task(more_work(name));
    more_task.add_done_callback(set_event);
}

fn set_event(_task: &asyncio::Task<()>) {
    // Reading and counting is one step, so only one of the two calls gets the 1.
    if LEFT.fetch_sub(1, Ordering::AcqRel) == 1 {
        EVENT.set();
    }
}

async fn async_main() {
    println!("Main is starting...");
    let slower = env::args().nth(1).unwrap_or("B".to_string());
    for name in ["A", "B"] {
        let time = Duration::from_millis(if name == slower { 900 } else { 300 });
        let work_task = asyncio::create_task(work(name, time));
        work_task.add_done_callback(callback);
    }
    EVENT.wait().await;
    println!("Main Done.");
}

/// Starts a task. Dropping its handle detaches it.
fn spawn(task: asyncio::Coroutine) {
    tokio::spawn(task);
}

#[tokio::main]
async fn main() {
    asyncio::run(spawn, async_main()).await;
}
