//! The repair of `create-task-outside-run`: the task is created when the loop runs.
//!
//!     just repair create-task-outside-run-smol

use std::time::Duration;

use smol::Timer;

async fn work() {
    println!("Work is starting...");
    Timer::after(Duration::from_millis(100)).await;
    println!("Work is done");
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.await.unwrap();
    println!("Main Done.");
}

/// How `run` starts a task. smol cancels it when its handle is dropped, so it is detached.
fn spawn(task: asyncio::Coroutine) {
    smol::spawn(task).detach();
}

fn main() {
    smol::block_on(asyncio::run(spawn, async_main()));
}
