//! Exercise: two pipelines, and main continues when the last one is done.
//!
//!     just exercise two-pipelines-tokio
//!
//! It goes with stage 3, and with the exercise `second-callback`.
//! Goal: with one event, main waits for both pipelines, A and B, no matter which is slower.
//! Now: main continues when A is done, without waiting for B.
//! Change: `set_event`, at `TODO`, and add what it needs. The tasks are right as they are.
//!
//! It should print these lines. A's lines come in this order, and so do B's; how they are mixed does not
//! matter. The check also runs it with the argument `A`, which makes A the slower one, and with another
//! word, which makes both equally fast.
//!
//! ```text
//! Main is starting...
//! A: Work is starting...
//! B: Work is starting...
//! A: Work is done
//! A: More work is starting...
//! A: More work is done
//! B: Work is done
//! B: More work is starting...
//! B: More work is done
//! Main Done.
//! ```

use std::env;
use std::time::Duration;

use tokio::time::sleep;

static EVENT: asyncio::Event = asyncio::Event::new();

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
    EVENT.set(); // TODO: not if the other pipeline is still running
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
