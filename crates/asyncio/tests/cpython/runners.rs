//! CPython's test_runners.py.

use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use asyncio::{TaskError, create_task, current_task};

use crate::executors::{Executor, Record, on_each_executor, pause, says};
use crate::{OnDrop, suspended_task_with};

on_each_executor! {
    fn test_asyncio_run_return(executor: Executor) {
        let value = executor.run(async {
            pause().await;
            7
        });
        assert_eq!(value, 7);
    }

    fn test_asyncio_run_raises(executor: Executor) {
        let run = || executor.run(async {
            pause().await;
            panic!("main fails");
        });
        let panic = catch_unwind(AssertUnwindSafe(run)).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"main fails"));
    }

    fn test_asyncio_run_cancels_hanging_tasks(executor: Executor) {
        let (value, left) = executor.run(async {
            // Its end takes a moment, for which `run` must wait.
            let slow = OnDrop(|| thread::sleep(Duration::from_millis(3)));
            ("value", [suspended_task_with(slow).await])
        });
        assert_eq!(value, "value");
        assert!(left[0].done());
        assert_eq!(left[0].result(), Err(TaskError::Cancelled));
    }

    fn test_asyncio_run_closes_gens_after_hanging_tasks_errors(executor: Executor) {
        let record = Record::default();
        let held = record.clone();
        let (send, receive) = mpsc::channel();
        let run = || executor.run(async move {
            let first = OnDrop(|| panic!("while it is cancelled"));
            let second = OnDrop(move || held.push("what it held is dropped"));
            let left = suspended_task_with((first, second)).await;
            send.send(left).unwrap();
            panic!("main fails");
        });
        let panic = catch_unwind(AssertUnwindSafe(run)).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"main fails"));
        assert!(receive.recv().unwrap().done());
        assert_eq!(record.take(), ["what it held is dropped"]);
    }

    fn test_interrupt_cancelled_task(executor: Executor) {
        let run = || executor.run(async {
            let main = current_task().unwrap();
            create_task(async move { main.cancel() });
            pending::<()>().await;
        });
        let panic = catch_unwind(AssertUnwindSafe(run)).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"main was cancelled"));
    }
}

#[test]
fn test_asyncio_run_reports_hanging_tasks_errors() {
    let line = "Task-2 panicked, and that was never retrieved: while it is cancelled";
    says(&[line], "runners::test_asyncio_run_reports_hanging_tasks_errors", |executor| {
        let value = executor.run(async {
            suspended_task_with(OnDrop(|| panic!("while it is cancelled"))).await;
            "value"
        });
        assert_eq!(value, "value");
    });
}
