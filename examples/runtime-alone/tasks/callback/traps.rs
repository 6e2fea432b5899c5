//! What runs when the work finishes, panics or is cancelled: the line after its `await`, or a guard's destructor?

use std::future::pending;
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

/// Owns its guard before the first poll, because a task that is cancelled before it starts is never polled.
async fn guarded(_guard: Guard, end: &str, line: Sender<&'static str>) {
    work(end).await;
    line.send("line").unwrap();
}

/// tokio has one thread for tasks here, so that a cancelled task has not started.
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
fn a_line_after_the_await_misses_panics_and_cancellation() {
    for end in ["finished", "panicked", "cancelled"] {
        let expected = if end == "finished" { vec!["line", "guard"] } else { vec!["guard"] };
        for runtime in ["tokio", "async-std", "smol"] {
            let (line, events) = channel();
            run(runtime, end == "cancelled", guarded(Guard(line.clone()), end, line));
            assert_eq!(events.iter().collect::<Vec<_>>(), expected, "{runtime}, {end}");
        }
    }
}

#[test]
fn a_guard_made_in_the_task_misses_a_cancellation_before_the_start() {
    let (guard, events) = channel();
    run("tokio", true, async {
        let _guard = Guard(guard);
        work("cancelled").await;
    });
    assert_eq!(events.iter().count(), 0);
}
