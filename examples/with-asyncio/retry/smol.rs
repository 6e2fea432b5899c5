//! Retry: a callback runs its failed task again, after a growing delay, and gives up at a limit.
//!
//!     just run retry-smol
//!
//! As in stage 2, a callback creates the next task, here for the same work, and main waits until
//! no other task is left. A thousand jobs run at once. An expected failure is an `Err`, a value like any
//! other; in Python it is an exception. Each attempt is a task of its own, so awaiting a task waits for
//! that attempt only.
//!
//! ```text
//! Main is starting...
//! 250 done at attempt 1
//! 250 done at attempt 2
//! 250 done at attempt 3
//! 250 given up after attempt 3: busy
//! Main Done.
//! ```

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use smol::Timer;

const LIMIT: u32 = 3;

static ENDS: Mutex<BTreeMap<String, u32>> = Mutex::new(BTreeMap::new());

/// Stands for a request to a server, which is busy the first `number % 4` times.
async fn work(number: u32, attempt: u32) -> Result<(), &'static str> {
    if attempt > 1 {
        Timer::after(Duration::from_millis(50) * 2_u32.pow(attempt - 2)).await;
    }
    if attempt > number % 4 { Ok(()) } else { Err("busy") }
}

fn start(number: u32, attempt: u32) {
    let work_task = asyncio::create_task(work(number, attempt));
    work_task.add_done_callback(move |task| callback(task, number, attempt));
}

fn callback(task: &asyncio::Task<Result<(), &'static str>>, number: u32, attempt: u32) {
    let end = match task.result().unwrap() {
        Ok(()) => format!("done at attempt {attempt}"),
        Err(_) if attempt < LIMIT => return start(number, attempt + 1),
        Err(error) => format!("given up after attempt {attempt}: {error}"),
    };
    *ENDS.lock().unwrap().entry(end).or_default() += 1;
}

async fn async_main() {
    println!("Main is starting...");
    for number in 0..1000 {
        start(number, 1);
    }
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
    for (end, count) in &*ENDS.lock().unwrap() {
        println!("{count} {end}");
    }
    println!("Main Done.");
}

/// Starts a task. Dropping its handle would cancel it.
fn spawn(task: asyncio::Coroutine) {
    smol::spawn(task).detach();
}

fn main() {
    smol::block_on(asyncio::run(spawn, async_main()));
}
