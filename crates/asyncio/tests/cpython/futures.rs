//! CPython's test_futures.py. A task stands for the bare future, which this port does not have.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use asyncio::{AnyTask, Event, Task, TaskError, create_task, current_task};
use futures::poll;

use crate::executors::{Executor, Record, on_each_executor, says};
use crate::{suspended_task, task_until, until_done};

/// `result()` and `exception()` panic.
fn is_pending(task: &Task<u32>) -> bool {
    catch_unwind(AssertUnwindSafe(|| task.result())).is_err()
        && catch_unwind(AssertUnwindSafe(|| task.exception())).is_err()
}

async fn fail() -> u32 {
    panic!("on purpose")
}

on_each_executor! {
    fn test_initial_state(executor: Executor) {
        executor.run(async {
            let task = suspended_task().await;
            assert!(!task.cancelled());
            assert!(!task.done());
            task.cancel();
            until_done(&task).await;
            assert!(task.cancelled());
        });
    }

    fn test_cancel(executor: Executor) {
        executor.run(async {
            let task = suspended_task().await;
            assert!(task.cancel());
            until_done(&task).await;
            assert!(task.cancelled());
            assert_eq!(task.result(), Err(TaskError::Cancelled));
            assert!(!task.cancel());
        });
    }

    fn test_result(executor: Executor) {
        executor.run(async {
            let event = Arc::new(Event::new());
            let task = task_until(&event);
            assert!(is_pending(&task));
            event.set();
            until_done(&task).await;
            assert!(!task.cancelled());
            assert_eq!(task.result(), Ok(7));
            assert_eq!(task.exception(), None);
            assert!(!task.cancel());
            assert_eq!(task.result(), Ok(7));
        });
    }

    fn test_exception(executor: Executor) {
        executor.run(async {
            let event = Arc::new(Event::new());
            let wait = event.clone();
            let task = create_task(async move {
                wait.wait().await;
                fail().await
            });
            assert!(is_pending(&task));
            event.set();
            until_done(&task).await;
            assert!(!task.cancelled());
            let error = TaskError::Panicked("on purpose".to_string());
            assert_eq!(task.result(), Err(error.clone()));
            assert_eq!(task.exception(), Some(error));
            assert!(!task.cancel());
        });
    }

    fn test_yield_from_twice(executor: Executor) {
        executor.run(async {
            let event = Arc::new(Event::new());
            let mut task = task_until(&event);
            assert!(poll!(&mut task).is_pending());
            event.set();
            assert_eq!((&mut task).await, Ok(7));
            // The second time there is nothing to wait for.
            assert_eq!(poll!(&mut task).map(Result::unwrap), 7.into());
        });
    }

    /// Of three callbacks each is removed once, and once more in vain.
    fn test_callbacks_remove_first_callback(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            for removed in 0..3 {
                let event = Arc::new(Event::new());
                let task = task_until(&event);
                let ids = [0, 1, 2].map(|number| {
                    let record = record.clone();
                    task.add_done_callback(move |_| record.push(format!("{number}")))
                });
                assert!(task.remove_done_callback(ids[removed]));
                assert!(!task.remove_done_callback(ids[removed]));
                event.set();
                assert_eq!(task.await, Ok(7));
                record.push(format!("all but {removed}"));
            }
        });
        let all = ["1", "2", "all but 0", "0", "2", "all but 1", "0", "1", "all but 2"];
        assert_eq!(outer.take(), all);
    }

    fn test_callbacks_invoked_on_set_result(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let event = Arc::new(Event::new());
            let task = task_until(&event);
            for name in ["first", "second"] {
                let record = record.clone();
                task.add_done_callback(move |task| {
                    record.push(format!("{name} {:?}", task.result()));
                });
            }
            record.push("set");
            event.set();
            task.await.unwrap();
        });
        assert_eq!(outer.take(), ["set", "first Ok(7)", "second Ok(7)"]);
    }

    fn test_callbacks_invoked_on_set_exception(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let task = create_task(fail());
            task.add_done_callback(move |task| record.push(format!("{:?}", task.exception())));
            assert!(task.await.is_err());
        });
        assert_eq!(outer.take(), ["Some(Panicked(\"on purpose\"))"]);
    }

    /// The callback holds `task` up, so the ones after it still wait for their turn.
    fn test_schedule_callbacks_list_mutation_1(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let event = Arc::new(Event::new());
            let task = task_until(&event);
            let (send, receive) = std::sync::mpsc::channel();
            let removes = record.clone();
            task.add_done_callback(move |task| {
                let in_time = task.remove_done_callback(receive.recv().unwrap());
                removes.push(format!("removed in time: {in_time}"));
            });
            for name in ["second", "third"] {
                let record = record.clone();
                let id = task.add_done_callback(move |_| record.push(name));
                send.send(id).unwrap();
            }
            event.set();
            task.await.unwrap();
        });
        assert_eq!(outer.take(), ["removed in time: false", "second", "third"]);
    }
}

#[test]
fn test_tb_logger_result_unretrieved() {
    says(&[], "futures::test_tb_logger_result_unretrieved", |executor| {
        executor.run(async {
            until_done(&create_task(async { 7 })).await;
            let task = create_task(async { 7 });
            until_done(&task).await;
            assert_eq!(task.result(), Ok(7));
            drop(suspended_task().await);
        });
    });
}

#[test]
fn test_tb_logger_exception_unretrieved() {
    let line = "forgotten panicked, and that was never retrieved: on purpose";
    says(&[line], "futures::test_tb_logger_exception_unretrieved", |executor| {
        executor.run(async {
            let task = create_task(async {
                current_task().unwrap().set_name("forgotten");
                fail().await
            });
            until_done(&task).await;
        });
    });
}

#[test]
fn test_tb_logger_exception_retrieved() {
    says(&[], "futures::test_tb_logger_exception_retrieved", |executor| {
        executor.run(async {
            let task = AnyTask::from(&create_task(fail()));
            until_done(&task).await;
            assert!(task.exception().is_some());
        });
    });
}

#[test]
fn test_tb_logger_exception_result_retrieved() {
    says(&[], "futures::test_tb_logger_exception_result_retrieved", |executor| {
        executor.run(async {
            let task = create_task(fail());
            until_done(&task).await;
            assert!(task.result().is_err());
        });
    });
}
