//! How many threads a runtime starts, and which variable sets their number. Each case is a process of
//! its own. Only Linux shows a process its threads.

use std::time::Duration;
use std::{fs, thread};

use tokio::runtime::{Builder, Runtime};

use crate::in_processes;

const SHORT: Duration = Duration::from_millis(10);

fn tokio(mut builder: Builder) -> Runtime {
    let runtime = builder.enable_time().build().unwrap();
    runtime.block_on(async { tokio::spawn(tokio::time::sleep(SHORT)).await.unwrap() });
    runtime
}

fn async_std() {
    async_std::task::block_on(async_std::task::spawn(async_std::task::sleep(SHORT)));
}

fn smol() {
    smol::block_on(smol::spawn(smol::Timer::after(SHORT)));
}

/// Compares the number of threads that a runtime has started when it has run a task and a timer.
fn check<R>(run: impl FnOnce() -> R, expected: usize) {
    let count = || fs::read_dir("/proc/self/task").unwrap().count();
    let before = count();
    let _runtime = run();
    assert_eq!(count() - before, expected);
}

/// One of async-std's and of smol's is `async-io`.
#[test]
fn besides_mains() {
    let cores = thread::available_parallelism().unwrap().get();
    let multi_thread = || tokio(Builder::new_multi_thread());
    in_processes(
        "threads::besides_mains",
        [
            ("TOKIO_WORKER_THREADS=1", &|| check(multi_thread, 1)),
            ("TOKIO_WORKER_THREADS=3", &|| check(multi_thread, 3)),
            ("", &|| check(multi_thread, cores)),
            ("TOKIO_WORKER_THREADS=3", &|| check(|| tokio(Builder::new_current_thread()), 0)),
            ("ASYNC_STD_THREAD_COUNT=1", &|| check(async_std, 1 + 1)),
            ("ASYNC_STD_THREAD_COUNT=3", &|| check(async_std, 1 + 3)),
            ("", &|| check(async_std, 1 + cores)),
            ("SMOL_THREADS=3", &|| check(smol, 1 + 3)),
            ("", &|| check(smol, 1 + 1)),
            ("", &|| check(|| smol::block_on(smol::Timer::after(SHORT)), 1)), // no task, no worker
        ],
    );
}
