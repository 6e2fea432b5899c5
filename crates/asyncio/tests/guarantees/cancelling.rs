//! Guarantee 6.

use std::future::pending;
use std::sync::Arc;

use asyncio::{AnyTask, Event, TaskError, create_task, current_task};

use crate::Dropped;
use crate::executors::{Executor, Record, on_each_executor, pause, sleep};

on_each_executor! {
    fn ends_a_task_at_its_next_suspension_point(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let dropped = Dropped(record.clone(), "destructor");
            let inside = record.clone();
            let task = create_task(async move {
                let _dropped = dropped;
                current_task().unwrap().cancel();
                inside.push("still running");
                pending::<()>().await;
                inside.push("never");
            });
            task.add_done_callback(move |task| record.push(format!("{:?}", task.result())));
            assert_eq!(task.await, Err(TaskError::Cancelled));
        });
        assert_eq!(outer.take(), ["still running", "destructor", "Err(Cancelled)"]);
    }

    fn ends_a_task_that_waits(executor: Executor) {
        executor.run(async {
            let task = create_task(sleep(24 * 60 * 60 * 1000));
            sleep(5).await;
            assert!(!task.done() && !task.cancelled());
            assert!(task.cancel());
            assert_eq!(task.clone().await, Err(TaskError::Cancelled));
            assert!(task.done() && task.cancelled());
            assert_eq!(task.exception().unwrap().to_string(), "cancelled");
        });
    }

    /// As in CPython, where it is `test_cancel_at_end`.
    fn takes_effect_at_the_end_of_a_coroutine(executor: Executor) {
        struct Value(Record);
        impl Drop for Value {
            fn drop(&mut self) {
                self.0.push(format!("value of a cancelled task: {}", current_task().unwrap().cancelled()));
            }
        }
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let value = Value(record.clone());
            let task = create_task(async move {
                current_task().unwrap().cancel();
                value
            });
            task.add_done_callback(move |task| record.push(task.cancelled().to_string()));
            assert_eq!(AnyTask::from(&task).await, Err(TaskError::Cancelled));
        });
        assert_eq!(outer.take(), ["value of a cancelled task: true", "true"]);
    }

    fn of_a_finished_task_changes_nothing(executor: Executor) {
        executor.run(async {
            let task = create_task(async { 7 });
            task.clone().await.unwrap();
            assert!(!task.cancel());
            assert!(!task.cancelled());
            assert_eq!(task.await, Ok(7));
        });
    }

    /// A true from `cancel` is kept, also when the task was just about to end.
    fn that_is_requested_in_time_is_kept(executor: Executor) {
        for _ in 0..200 {
            executor.run(async {
                let task = create_task(pause());
                pause().await;
                let requested = task.cancel();
                assert_eq!(task.await.is_err(), requested);
            });
        }
    }

    fn of_a_waiter_leaves_what_it_waits_for_alone(executor: Executor) {
        executor.run(async {
            let event = Arc::new(Event::new());
            let wait = event.clone();
            let task = create_task(async move {
                wait.wait().await;
                7
            });
            let waiters = [(); 2].map(|()| create_task(task.clone()));
            pause().await;
            waiters[0].cancel();
            assert_eq!(waiters[0].clone().await, Err(TaskError::Cancelled));
            event.set();
            assert_eq!(waiters[1].clone().await, Ok(Ok(7)));
        });
    }

    fn of_a_task_and_of_its_waiter_ends_both(executor: Executor) {
        executor.run(async {
            let task = create_task(pending::<()>());
            let awaited = task.clone();
            let waiter = create_task(async move {
                let _ = awaited.await;
                pending::<()>().await;
            });
            task.cancel();
            waiter.cancel();
            assert_eq!(task.await, Err(TaskError::Cancelled));
            assert_eq!(waiter.await, Err(TaskError::Cancelled));
        });
    }

    fn is_not_what_dropping_a_handle_does(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            create_task(async move {
                sleep(5).await;
                record.push("went on");
            });
            sleep(1).await;
            while asyncio::all_tasks().len() > 1 {
                sleep(1).await;
            }
        });
        assert_eq!(outer.take(), ["went on"]);
    }
}
