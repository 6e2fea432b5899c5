//! Guarantee 2: what `all_tasks()` contains, and how long waiters wait.

use std::future::pending;

use loom::thread;
use models::{AnyTask, Task, all_tasks, create_task, current_task};

use crate::{Count, check, run};

/// The loop of stage 2.
#[test]
fn main_does_not_leave_before_more_work_is_done() {
    check(|| {
        let done = Count::default();
        let more_work = done.clone();
        run(async move {
            let callback = move |_: &Task<()>| {
                create_task(async move { more_work.add() });
            };
            create_task(async {}).add_done_callback(callback);
            loop {
                let mut tasks = all_tasks();
                tasks.remove(&current_task().unwrap());
                if tasks.is_empty() {
                    break;
                }
                for task in tasks {
                    task.await.unwrap();
                }
            }
            assert_eq!(done.get(), 1, "main leaves early");
        });
    });
}

#[test]
fn a_waiter_continues_after_the_callbacks() {
    check(|| {
        run(async move {
            let called = Count::default();
            let callback = called.clone();
            let task = create_task(async {});
            task.add_done_callback(move |_| {
                thread::yield_now();
                callback.add();
            });
            task.await.unwrap();
            assert_eq!(called.get(), 1);
        });
    });
}

#[test]
fn a_callback_sees_its_task() {
    check(|| {
        let seen = Count::default();
        let counted = seen.clone();
        run(async move {
            create_task(async {}).add_done_callback(move |task| {
                if all_tasks().contains(&AnyTask::from(task)) {
                    counted.add();
                }
            });
        });
        assert_eq!(seen.get(), 1);
    });
}

#[test]
fn a_finished_task_is_listed_before_add_done_callback_returns() {
    check(|| {
        run(async move {
            let called = Count::default();
            let callback = called.clone();
            let task = create_task(async {});
            task.add_done_callback(move |_| callback.add());
            let is_listed = all_tasks().contains(&AnyTask::from(&task));
            assert!(is_listed || called.get() == 1);
        });
    });
}

#[test]
fn each_task_takes_itself_off_the_list() {
    check(|| {
        run(async {
            let first = create_task(async {});
            let second = create_task(pending::<()>());
            first.clone().await.unwrap();
            let tasks = all_tasks();
            assert!(!tasks.contains(&AnyTask::from(&first)));
            assert!(tasks.contains(&AnyTask::from(&second)));
        });
    });
}
