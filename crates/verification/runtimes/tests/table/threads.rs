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

/// Runs main with the variable set to 1, to 3, and without it. Main has to `compare` with the threads that
/// `expected` returns for that number, or for `None`.
fn check(
    test: &str,
    variable: &str,
    main: fn(&[&str]),
    expected: impl Fn(Option<usize>) -> Vec<&'static str>,
) {
    let main = |number| main(&expected(number));
    let [one, three] = [1, 3].map(|number| format!("{variable}={number}"));
    in_processes(
        test,
        [(&one, &|| main(Some(1))), (&three, &|| main(Some(3))), ("", &|| main(None))],
    );
}

fn cores() -> usize {
    thread::available_parallelism().unwrap().get()
}

#[test]
fn one_a_core_tokio_multi_thread() {
    #[tokio::main]
    async fn run(expected: &[&str]) {
        tokio::spawn(tokio::time::sleep(SHORT)).await.unwrap();
        compare(expected);
    }
    let test = "threads::one_a_core_tokio_multi_thread";
    check(test, "TOKIO_WORKER_THREADS", run, |number| {
        vec!["tokio-rt-worker"; number.unwrap_or(cores())]
    });
}

#[test]
fn none_tokio_current_thread() {
    #[tokio::main(flavor = "current_thread")]
    async fn run(expected: &[&str]) {
        tokio::spawn(tokio::time::sleep(SHORT)).await.unwrap();
        compare(expected);
    }
    let test = "threads::none_tokio_current_thread";
    check(test, "TOKIO_WORKER_THREADS", run, |_| Vec::new());
}

#[test]
fn one_a_core_and_async_io_async_std() {
    let main = |expected: &[&str]| {
        async_std::task::block_on(async {
            async_std::task::spawn(async_std::task::sleep(SHORT)).await;
            compare(expected);
        });
    };
    let test = "threads::one_a_core_and_async_io_async_std";
    check(test, "ASYNC_STD_THREAD_COUNT", main, |number| {
        [vec!["async-io"], vec!["async-std/runti"; number.unwrap_or(cores())]].concat()
    });
}

#[test]
fn one_and_async_io_smol() {
    let main = |expected: &[&str]| {
        smol::block_on(smol::spawn(smol::Timer::after(SHORT)));
        compare(expected);
    };
    check("threads::one_and_async_io_smol", "SMOL_THREADS", main, |number| {
        ["async-io", "smol-1", "smol-2", "smol-3"][..=number.unwrap_or(1)].to_vec()
    });
}

/// Without a task on the global executor it has no thread.
#[test]
fn async_io_alone_without_a_task_smol() {
    let main = |expected: &[&str]| {
        smol::block_on(smol::Timer::after(SHORT));
        compare(expected);
    };
    let test = "threads::async_io_alone_without_a_task_smol";
    check(test, "SMOL_THREADS", main, |_| vec!["async-io"]);
}
