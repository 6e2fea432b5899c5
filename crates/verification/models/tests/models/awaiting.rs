//! Awaiting a task: guarantee 2.

use std::pin::Pin;
use std::task::{Context, Waker};

use models::create_task;

use crate::{Count, check, run};

#[test]
fn two_wait_for_one_task() {
    check(|| {
        run(async {
            let task = create_task(async { 42 });
            let other = task.clone();
            let waiter = loom::thread::spawn(|| loom::future::block_on(other));
            assert_eq!(task.await, Ok(42));
            assert_eq!(waiter.join().unwrap(), Ok(42));
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

/// It waits for callbacks that were added before it began to wait, however late.
#[test]
fn a_waiter_waits_for_late_callbacks() {
    check(|| {
        run(async {
            let task = create_task(async {});
            task.clone().await.unwrap();
            let calls = Count::default();
            for _ in 0..2 {
                let called = calls.clone();
                task.add_done_callback(move |_| called.add());
            }
            task.await.unwrap();
            assert_eq!(calls.get(), 2);
        });
    });
}
