//! Which threads a process has besides main's, and which variable sets their number. Each case is a
//! process of its own. Only Linux tells a process of its threads.

use std::ffi::OsString;
use std::time::Duration;
use std::{fs, process, thread};

use runtimes::{again, scene, wait_until};

/// The names of all threads but the process's first, where the test harness is, and this one, where
/// main is. Linux keeps 15 letters.
fn names() -> Vec<String> {
    let this = fs::read_link("/proc/thread-self").unwrap();
    let not_these = [OsString::from(process::id().to_string()), this.file_name().unwrap().into()];
    let mut names = Vec::new();
    for entry in fs::read_dir("/proc/self/task").unwrap() {
        let thread = entry.unwrap();
        if !not_these.contains(&thread.file_name()) {
            let name = fs::read_to_string(thread.path().join("comm")).unwrap();
            names.push(name.trim().to_string());
        }
    }
    names.sort();
    names
}

/// Called in main when the runtime has run a task and a timer.
fn compare(expected: &[&str]) {
    assert_eq!(names().len(), expected.len(), "{:?}", names());
    // A thread names itself, when it comes to run.
    wait_until(|| names() == expected);
    println!("compared");
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

/// No task on the global executor, no thread for it.
fn smol_without_a_task(expected: &[&str]) {
    smol::block_on(async {
        smol::Timer::after(SHORT).await;
        compare(expected);
    });
}

/// Runs main three times: with this variable set to 1, to 3, and without it. `expected` says which
/// threads there must be if there is this number, or one a core.
fn check(
    test: &str,
    variable: &'static str,
    main: fn(&[&str]),
    expected: impl Fn(Option<usize>) -> Vec<&'static str>,
) {
    match scene().as_deref() {
        Some("1") => main(&expected(Some(1))),
        Some("3") => main(&expected(Some(3))),
        Some(_) => main(&expected(None)),
        None => {
            let scenes = ["1", "3"].map(|number| (number, Some((variable, number))));
            let outputs = again(test, [scenes[0], scenes[1], ("not set", None)]);
            assert!(outputs.iter().all(|output| output.stdout.contains("compared")));
        }
    }
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
