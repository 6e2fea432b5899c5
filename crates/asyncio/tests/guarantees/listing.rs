//! Guarantee 2.

use std::collections::HashSet;
use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use asyncio::{AnyTask, all_tasks, create_named_task, create_task, current_task};
use futures::future::join_all;

use crate::executors::{Executor, Record, on_each_executor, pause, sleep};

on_each_executor! {
    fn a_callback_sees_its_task_listed(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let task = create_task(pause());
            task.add_done_callback(move |task| {
                record.push(all_tasks().contains(&AnyTask::from(task)).to_string());
            });
            task.clone().await.unwrap();
            assert!(!all_tasks().contains(&AnyTask::from(&task)));
        });
        assert_eq!(outer.take(), ["true"]);
    }

    /// New tasks take the places of finished ones in the list; that changes nothing.
    async fn older_tasks_come_first(executor: Executor) {
        let mut tasks = vec![current_task().unwrap()];
        for _ in 0..10 {
            let gone = create_task(async {});
            tasks.push(AnyTask::from(&create_task(pending::<()>())));
            gone.await.unwrap();
        }
        assert_eq!(Vec::from_iter(all_tasks()), tasks);
    }

    async fn any_number_of_handles_can_wait(executor: Executor) {
        let task = create_task(async {
            sleep(10).await;
            42
        });
        let all = join_all((0..10).map(|_| {
            let task = task.clone();
            create_task(async move { task.await.unwrap() })
        }));
        assert!(all.await.into_iter().all(|value| value == Ok(42)));
        assert!(join_all([AnyTask::from(&task)]).await.iter().all(Result::is_ok));
    }

    async fn a_task_cannot_await_itself(executor: Executor) {
        let task = create_task(async { current_task().unwrap().await });
        let error = task.await.unwrap_err().to_string();
        assert_eq!(error, "panicked: a task cannot await itself, and neither can its callbacks; all_tasks() has the current task, too");
    }

    fn a_callback_cannot_wait_for_its_own_task(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let task = create_task(async {});
            task.add_done_callback(move |task| {
                let wait = AssertUnwindSafe(|| smol::block_on(task.clone()));
                let panic = catch_unwind(wait).unwrap_err();
                record.push(panic.downcast_ref::<String>().unwrap());
            });
            task.await.unwrap();
        });
        let message = "a task cannot await itself, and neither can its callbacks";
        assert!(outer.take()[0].starts_with(message));
    }

    /// A limit that the documentation of `create_task` states.
    async fn an_executor_in_a_task_polls_as_that_task(executor: Executor) {
        let inner = smol::LocalExecutor::new();
        let seen = inner.spawn(async { current_task() });
        let seen = smol::block_on(inner.run(seen));
        assert_eq!(seen, current_task());
    }

    async fn the_first_line_of_a_task_sees_the_name_that_it_was_created_with(executor: Executor) {
        for _ in 0..100 {
            let task = create_named_task("work", async { current_task().unwrap().name() });
            assert_eq!(task.name(), "work");
            assert_eq!(task.await.unwrap(), "work");
        }
    }

    /// asyncio's idiom for background tasks.
    async fn a_set_of_tasks_from_which_each_removes_itself(executor: Executor) {
        let background = Arc::new(Mutex::new(HashSet::new()));
        for _ in 0..10 {
            let task = create_task(pause());
            background.lock().unwrap().insert(task.clone());
            let discard = background.clone();
            task.add_done_callback(move |task| {
                assert!(discard.lock().unwrap().remove(task));
            });
        }
        let tasks = background.lock().unwrap().clone();
        join_all(tasks).await;
        assert!(background.lock().unwrap().is_empty());
    }

    fn names_count_from_one_in_each_run(executor: Executor) {
        for _ in 0..2 {
            executor.run(async {
                assert_eq!(current_task().unwrap().name(), "Task-1");
                let task = create_task(async {});
                assert_eq!(task.name(), "Task-2");
                task.set_name("work");
                assert_eq!(AnyTask::from(&task).name(), "work");
            });
        }
    }

    async fn two_runs_do_not_see_each_other(executor: Executor) {
        let inner = asyncio::run(executor.spawn(), async { all_tasks().len() });
        create_task(sleep(1));
        assert_eq!(inner.await, 1);
        assert!(all_tasks().contains(&current_task().unwrap()));
    }
}
