//! Which threads a process has besides main's, and which variable sets their number. Each case is a
//! process of its own. Only Linux tells a process of its threads.

use std::ffi::OsString;
use std::time::{Duration, Instant};
use std::{fs, process, thread};

use crate::{TIME_LIMIT, in_processes};

/// The names of all threads but the process's first, where the test harness is, and this one, where
/// main is. Linux keeps 15 letters.
fn names() -> Vec<String> {
    let this = fs::read_link("/proc/thread-self").unwrap();
    let not_these = [OsString::from(process::id().to_string()), this.file_name().unwrap().into()];
    let threads = fs::read_dir("/proc/self/task").unwrap().map(|thread| thread.unwrap());
    let others = threads.filter(|thread| !not_these.contains(&thread.file_name()));
    let names = others.map(|thread| fs::read_to_string(thread.path().join("comm")).unwrap());
    let mut names: Vec<_> = names.map(|name| name.trim().to_string()).collect();
    names.sort();
    names
}

/// Called in main when the runtime has run a task and a timer.
fn compare(expected: &[&str]) {
    assert_eq!(names().len(), expected.len(), "{:?}", names());
    // A thread sets its name when it starts to run.
    let start = Instant::now();
    while names() != expected {
        assert!(start.elapsed() < TIME_LIMIT, "{:?}", names());
        thread::sleep(Duration::from_millis(1));
    }
}

const SHORT: Duration = Duration::from_millis(10);

#[tokio::main]
async fn tokio_multi_thread(expected: &[&str]) {
    tokio::spawn(tokio::time::sleep(SHORT)).await.unwrap();
    compare(expected);
}

#[tokio::main(flavor = "current_thread")]
async fn tokio_current_thread(expected: &[&str]) {
    tokio::spawn(tokio::time::sleep(SHORT)).await.unwrap();
    compare(expected);
}

fn async_std(expected: &[&str]) {
    async_std::task::block_on(async {
        async_std::task::spawn(async_std::task::sleep(SHORT)).await;
        compare(expected);
    });
}

fn smol(expected: &[&str]) {
    smol::block_on(async {
        smol::spawn(smol::Timer::after(SHORT)).await;
        compare(expected);
    });
}

/// Without a task on the global executor it has no thread.
fn smol_without_a_task(expected: &[&str]) {
    smol::block_on(async {
        smol::Timer::after(SHORT).await;
        compare(expected);
    });
}

/// Runs main with the variable set to 1, to 3, and without it. `expected` returns the threads for that
/// number, or for `None`.
fn check(
    test: &str,
    variable: &str,
    main: fn(&[&str]),
    expected: impl Fn(Option<usize>) -> Vec<&'static str>,
) {
    in_processes(
        test,
        [
            (&format!("{variable}=1"), &|| main(&expected(Some(1)))),
            (&format!("{variable}=3"), &|| main(&expected(Some(3)))),
            ("", &|| main(&expected(None))),
        ],
    );
}

fn cores() -> usize {
    thread::available_parallelism().unwrap().get()
}

#[test]
fn one_a_core_tokio_multi_thread() {
    let test = "threads::one_a_core_tokio_multi_thread";
    check(test, "TOKIO_WORKER_THREADS", tokio_multi_thread, |number| {
        vec!["tokio-rt-worker"; number.unwrap_or(cores())]
    });
}

#[test]
fn none_tokio_current_thread() {
    let test = "threads::none_tokio_current_thread";
    check(test, "TOKIO_WORKER_THREADS", tokio_current_thread, |_| Vec::new());
}

#[test]
fn one_a_core_and_async_io_async_std() {
    let test = "threads::one_a_core_and_async_io_async_std";
    check(test, "ASYNC_STD_THREAD_COUNT", async_std, |number| {
        [vec!["async-io"], vec!["async-std/runti"; number.unwrap_or(cores())]].concat()
    });
}

#[test]
fn one_and_async_io_smol() {
    let test = "threads::one_and_async_io_smol";
    check(test, "SMOL_THREADS", smol, |number| {
        ["async-io", "smol-1", "smol-2", "smol-3"][..=number.unwrap_or(1)].to_vec()
    });
}

#[test]
fn async_io_alone_without_a_task_smol() {
    let test = "threads::async_io_alone_without_a_task_smol";
    check(test, "SMOL_THREADS", smol_without_a_task, |_| vec!["async-io"]);
}
