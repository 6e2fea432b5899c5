//! Awaiting a task: guarantees 2 and 5.

use std::pin::Pin;
use std::task::{Context, Waker};

use models::{AnyTask, TaskError, create_task};

use crate::{check, run};

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
fn a_handle_that_moves_is_woken_where_it_is() {
    check(|| {
        run(async {
            let mut task = create_task(async {});
            let _ = Pin::new(&mut task).poll(&mut Context::from_waker(Waker::noop()));
            task.await.unwrap();
        });
    });
}

#[test]
fn a_panic_reaches_whoever_awaits() {
    std::panic::set_hook(Box::new(|_| ()));
    check(|| {
        run(async {
            let task = AnyTask::from(&create_task(async { panic!("no") }));
            assert_eq!(task.await, Err(TaskError::Panicked("no".to_string())));
        });
    });
}
