//! When the line after the `await` and the guard run, and what a callback that panics does in a second task or a guard.

use std::env;
use std::future::pending;
use std::process::Command;
use std::sync::mpsc::{Sender, channel};

use futures::FutureExt;

async fn work(end: &str) {
    assert_ne!(end, "panicked", "no luck");
    if end == "cancelled" {
        pending().await
    }
}

struct Guard(Sender<&'static str>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.send("guard").unwrap();
    }
}

async fn guarded(_guard: Guard, end: &str, line: Sender<&'static str>) {
    work(end).await;
    line.send("line").unwrap();
}

/// With one thread for tokio's tasks, so a task that is cancelled has not started.
#[tokio::main(flavor = "current_thread")]
async fn run(runtime: &str, cancel: bool, task: impl Future<Output = ()> + Send + 'static) {
    if runtime == "tokio" {
        let task = tokio::spawn(task);
        cancel.then(|| task.abort());
        _ = task.await;
    } else if runtime == "async-std" {
        let task = async_std::task::spawn(task);
        if cancel { _ = task.cancel().await } else { _ = task.catch_unwind().await }
    } else {
        let task = smol::spawn(task);
        if cancel { _ = task.cancel().await } else { _ = task.catch_unwind().await }
    }
}

#[test]
fn the_short_way_calls_it_only_if_the_task_finishes() {
    for end in ["finished", "panicked", "cancelled"] {
        let expected = if end == "finished" { vec!["line", "guard"] } else { vec!["guard"] };
        for runtime in ["tokio", "async-std", "smol"] {
            let (line, called) = channel();
            run(runtime, end == "cancelled", guarded(Guard(line.clone()), end, line));
            assert_eq!(called.iter().collect::<Vec<_>>(), expected, "{runtime}, {end}");
        }
    }
}

#[test]
fn a_guard_made_in_the_task_misses_a_cancellation_before_the_start() {
    let (guard, called) = channel();
    run("tokio", true, async {
        let _guard = Guard(guard);
        work("cancelled").await;
    });
    assert_eq!(called.iter().count(), 0);
}

#[tokio::test]
async fn a_callback_that_panics_ends_only_the_second_task() {
    let task = tokio::spawn(work("panicked"));
    tokio::spawn(async { panic!("{:?}", task.await) }).await.unwrap_err();
    let task = async_std::task::spawn(work("panicked")).catch_unwind();
    async_std::task::spawn(async { panic!("{:?}", task.await) }).catch_unwind().await.unwrap_err();
    let task = smol::spawn(work("panicked")).catch_unwind();
    smol::spawn(async { panic!("{:?}", task.await) }).catch_unwind().await.unwrap_err();
}

/// The test starts itself in another process for each runtime. A test that fails exits with 101.
#[test]
fn a_guard_that_panics_while_its_task_panics_aborts_the_process() {
    if let Ok(runtime) = env::var("RUNTIME") {
        let (line, _) = channel();
        return run(&runtime, false, guarded(Guard(line.clone()), "panicked", line));
    }
    for runtime in ["tokio", "async-std", "smol"] {
        let mut test = Command::new(env::current_exe().unwrap());
        let output = test.arg("aborts_the_process").env("RUNTIME", runtime).output().unwrap();
        assert!(![Some(0), Some(101)].contains(&output.status.code()), "{output:?}");
    }
}
