//! The solution of `lost-signal`: the event is not cleared before main has seen it.
//!
//!     just solution lost-signal-smol

use std::time::Duration;

use smol::Timer;

static EVENT: asyncio::Event = asyncio::Event::new();

async fn work() {
    println!("Work is starting...");
    Timer::after(Duration::from_millis(300)).await;
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    Timer::after(Duration::from_millis(300)).await;
    println!("More work is done");
}

fn callback(_task: &asyncio::Task<()>) {
    let more_task = asyncio::create_task(more_work());
    more_task.add_done_callback(signal);
}

/// It stays set: whoever comes later must find it so.
fn signal(_task: &asyncio::Task<()>) {
    EVENT.set();
}

/// What main has to do besides. It takes longer at some times than at others.
async fn prepare() {
    let time = [100, 200, 1200][fastrand::usize(..3)];
    Timer::after(Duration::from_millis(time)).await;
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback);
    prepare().await;
    EVENT.wait().await;
    println!("Main Done.");
}

/// How `run` starts a task. smol cancels it when its handle is dropped, so it is detached.
fn spawn(task: asyncio::Coroutine) {
    smol::spawn(task).detach();
}

fn main() {
    smol::block_on(asyncio::run(spawn, async_main()));
}
