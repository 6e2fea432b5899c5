//! Guarantee 6.

use std::future::pending;

use loom::thread;
use models::{TaskError, create_task};

use crate::{Count, Dropped, check, run};

/// A cancellation while the task finishes takes effect, or `cancel` returns false.
#[test]
fn cancel_says_whether_the_task_will_be_cancelled() {
    check(|| {
        run(async {
            let task = create_task(async {});
            let cancelled = task.cancel();
            assert_eq!(task.clone().await.is_err(), cancelled);
            assert_eq!(task.cancelled(), cancelled);
        });
    });
}

#[test]
fn a_cancellation_is_not_lost_before_the_task_waits() {
    check(|| {
        run(async {
            let task = create_task(pending::<()>());
            assert!(task.cancel());
            assert_eq!(task.await, Err(TaskError::Cancelled));
        });
    });
}

#[test]
fn destructors_run_before_callbacks() {
    check(|| {
        let drops = Count::default();
        let (dropped, seen) = (Dropped(drops.clone()), Count::default());
        let callback = seen.clone();
        run(async move {
            let task = create_task(async move {
                let _dropped = dropped;
                pending::<()>().await;
            });
            task.add_done_callback(move |task| {
                if task.cancelled() && drops.get() == 1 {
                    callback.add();
                }
            });
            task.cancel();
        });
        assert_eq!(seen.get(), 1);
    });
}

/// One thread reads the result while others finish and cancel the task.
#[test]
fn a_result_that_was_seen_stays() {
    check(|| {
        run(async {
            let task = create_task(async {});
            let other = task.clone();
            let canceller = thread::spawn(move || other.cancel());
            let seen = task.done().then(|| task.result());
            let cancelled = canceller.join().unwrap();
            let end = task.await;
            assert_eq!(end.is_err(), cancelled);
            assert!(seen.is_none_or(|seen| seen == end));
        });
    });
}
