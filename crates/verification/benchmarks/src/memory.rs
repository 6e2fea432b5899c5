//! `memory <runtime> <way>` prints how many bytes a task with a callback takes while it waits. Each process
//! measures once: async-std and smol keep the memory of finished tasks.

#![allow(dead_code, reason = "the other program uses the rest of these modules")]

mod baseline;
mod jobs;
mod runtimes;

use std::env;
use std::future::pending;
use std::sync::atomic::Ordering::SeqCst;

use jobs::{TASKS, Way};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

async fn work() {
    TASKS.fetch_add(1, SeqCst);
    pending().await
}

fn main() {
    jobs::stop_after(1);
    let arguments: Vec<usize> = env::args().skip(1).flat_map(|index| index.parse()).collect();
    let runtime = runtimes::Runtime::ALL[arguments[0]];
    let way = Way::all(runtime)[arguments[1]].clone();
    let bytes = runtime.run(async move {
        let before = MEMORY.current_usage();
        (0..100_000).for_each(|_| way.create_task(work(), || ()));
        while TASKS.load(SeqCst) < 100_000 {
            smol::future::yield_now().await;
        }
        MEMORY.current_usage() - before
    });
    println!("{}", bytes as f64 / 100_000.0);
}
