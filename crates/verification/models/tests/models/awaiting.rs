//! Awaiting a task: guarantees 2 and 5.

use std::future::pending;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Waker};

use models::{AnyTask, TaskError, create_task};

use crate::{CountWakes, check, run};

#[test]
fn two_wait_for_one_task() {
    check(|| {
        run(async {
            let task = create_task(async { 42 });
            let other = create_task(task.clone());
            assert_eq!(task.await, Ok(42));
            assert_eq!(other.await, Ok(Ok(42)));
        });
    });
}

#[test]
fn a_wait_that_is_dropped_stops_nobody() {
    check(|| {
        run(async {
            let task = create_task(async {});
            let mut dropped = task.clone();
            let _ = Pin::new(&mut dropped).poll(&mut Context::from_waker(Waker::noop()));
            let thread = loom::thread::spawn(|| drop(dropped));
            task.await.unwrap();
            thread.join().unwrap();
        });
    });
}

#[test]
fn a_wait_that_is_dropped_leaves_nothing_behind() {
    check(|| {
        run(async {
            let task = create_task(pending::<()>());
            let kept = Arc::new(CountWakes::default());
            let waker = Waker::from(kept.clone());
            let mut dropped = task.clone();
            let _ = Pin::new(&mut dropped).poll(&mut Context::from_waker(&waker));
            drop((dropped, waker));
            assert_eq!(Arc::strong_count(&kept), 1, "the task keeps a waker");
        });
    });
}

#[test]
fn a_handle_that_moves_is_woken_where_it_is() {
    check(|| {
        run(async {
            let mut task = create_task(async {});
            let _ = Pin::new(&mut task).poll(&mut Context::from_waker(Waker::noop()));
            task.await.unwrap();
        });
    });
}

/// Panics without calling the panic hook, which would print a message in each run.
fn fail() {
    resume_unwind(Box::new("no"));
}

#[test]
fn a_panic_reaches_whoever_awaits() {
    check(|| {
        run(async {
            let task = AnyTask::from(&create_task(async { fail() }));
            assert_eq!(task.await, Err(TaskError::Panicked("no".to_string())));
        });
    });
}
