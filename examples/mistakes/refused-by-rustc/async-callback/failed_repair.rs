//! No way out of `async-callback`: `.await` after the callback's name, as rustc's help has it.
//!
//!     just fail async-callback-failed-repair
//!
//!     error[E0277]: `for<'a> fn(&'a Task<()>) -> impl Future<Output = ()> {callback}` is not a future
//!
//! A function is no future. rustc now asks to call it, or to remove the `.await` again, which leads
//! round in a circle.

use std::thread;

use pollster::block_on;

async fn work() {
    println!("Work is starting...");
    println!("Work is done");
}

async fn more_work() {
    println!("More work is starting...");
    println!("More work is done");
}

async fn callback(_task: &asyncio::Task<()>) {
    more_work().await;
}

async fn async_main() {
    println!("Main is starting...");
    let work_task = asyncio::create_task(work());
    work_task.add_done_callback(callback.await);
    let main_task = asyncio::current_task().unwrap();
    loop {
        let mut tasks = asyncio::all_tasks();
        tasks.remove(&main_task);
        if tasks.is_empty() {
            break;
        }
        for task in tasks {
            task.await.unwrap();
        }
    }
    println!("Main Done.");
}

/// How `run` starts a task without tokio, async-std or smol: each task has a thread of its own.
fn spawn(task: asyncio::Coroutine) {
    thread::spawn(|| block_on(task));
}

fn main() {
    block_on(asyncio::run(spawn, async_main()));
}
