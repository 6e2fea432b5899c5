//! Guarantee 5.

use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::{Arc, OnceLock};

use asyncio::{AnyTask, Event, Task, TaskError, all_tasks, create_task, current_task};

use crate::executors::{Executor, Record, on_each_executor, pause, says};
use crate::{Bomb, Dropped};

on_each_executor! {
    async fn a_panic_reaches_every_waiter(executor: Executor) {
        let task = create_task(async {
            pause().await;
            if true {
                panic!("with {}", "text");
            }
        });
        let error = TaskError::Panicked("with text".to_string());
        assert_eq!(AnyTask::from(&task).await, Err(error.clone()));
        assert_eq!(AnyTask::from(&task).exception(), Some(error.clone()));
        assert_eq!(task.clone().await, Err(error.clone()));
        assert_eq!(task.result(), Err(error));
    }

    async fn an_err_is_an_ordinary_value(executor: Executor) {
        let task = create_task(async { Err::<(), _>("no luck") });
        assert_eq!(task.clone().await, Ok(Err("no luck")));
        assert_eq!(task.exception(), None);
    }

    async fn a_panic_in_a_destructor_is_the_tasks(executor: Executor) {
        let started = Arc::new(Event::new());
        let start = started.clone();
        let task = create_task(async move {
            let _bomb = Bomb;
            start.set();
            pending::<()>().await;
        });
        started.wait().await;
        task.cancel();
        let error = TaskError::Panicked("in a destructor".to_string());
        assert_eq!(task.clone().await, Err(error));
        assert!(!task.cancelled());
    }

    /// The value of a task that is cancelled in its last step is dropped unused.
    async fn a_panic_in_an_unused_value_stops_nothing(executor: Executor) {
        let task = create_task(async {
            current_task().unwrap().cancel();
            Bomb
        });
        assert_eq!(AnyTask::from(&task).await, Err(TaskError::Cancelled));
    }

    /// There is no handle to the task, so the runtime's thread drops the value when the task finishes.
    fn a_values_destructor_may_create_a_task_and_may_panic(executor: Executor) {
        struct Connection(Record, Arc<Event>);
        impl Drop for Connection {
            fn drop(&mut self) {
                let (record, closed) = (self.0.clone(), self.1.clone());
                create_task(async move {
                    record.push("closed");
                    closed.set();
                });
            }
        }
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            create_task(async { Bomb });
            let closed = Arc::new(Event::new());
            let connection = Connection(record, closed.clone());
            create_task(async { connection });
            closed.wait().await;
        });
        assert_eq!(outer.take(), ["closed"]);
    }

    async fn a_panic_whose_value_panics_when_dropped_stops_nothing(executor: Executor) {
        let record = Record::default();
        let calls = record.clone();
        let task = create_task(async {
            if true {
                panic_any(Bomb);
            }
        });
        task.add_done_callback(|_| panic_any(Bomb));
        task.add_done_callback(move |_| calls.push("called"));
        assert_eq!(task.await, Err(TaskError::Panicked("Box<dyn Any>".to_string())));
        assert_eq!(record.take(), ["called"]);
    }

    fn mains_panic_comes_out_of_run_after_the_others_have_ended(executor: Executor) {
        let record = Record::default();
        let others = record.clone();
        let panic = catch_unwind(AssertUnwindSafe(|| executor.run(async move {
            let held = (Bomb, Dropped(others.clone(), "dropped although the bomb panics"));
            let other = create_task(async move {
                let _held = held;
                pending::<()>().await;
            });
            other.add_done_callback(move |other| others.push(format!("{:?}", other.result())));
            panic_any(42_u8);
        })));
        // The very payload, not only its text.
        assert_eq!(panic.unwrap_err().downcast_ref::<u8>(), Some(&42));
        let failed = "Err(Panicked(\"in a destructor\"))";
        assert_eq!(record.take(), ["dropped although the bomb panics", failed]);
    }

    /// Main has returned a value, and was cancelled in its last step.
    fn a_cancelled_mains_value_may_panic_when_it_is_dropped(executor: Executor) {
        let panic = catch_unwind(AssertUnwindSafe(|| executor.run(async {
            current_task().unwrap().cancel();
            Bomb
        })));
        assert_eq!(panic.err().unwrap().downcast_ref::<&str>(), Some(&"main was cancelled"));
    }
}

#[test]
fn outside_a_loop_these_panic() {
    let calls: [fn(); 3] =
        [|| drop(create_task(async {})), || drop(all_tasks()), || drop(current_task())];
    for call in calls {
        let panic = catch_unwind(call).unwrap_err();
        assert!(panic.downcast_ref::<String>().unwrap().starts_with("no running loop"));
    }
}

/// Awaiting a task, `result()` and `exception()` retrieve its panic; `cancel()` does not.
#[test]
fn a_panic_that_is_never_retrieved_is_reported_with_the_name() {
    async fn until_done<T>(task: &Task<T>) {
        while !task.done() {
            pause().await;
        }
    }
    let lines = [
        "forgotten panicked, and that was never retrieved: on purpose",
        "left panicked, and that was never retrieved: in a destructor",
    ];
    let test = "failures::a_panic_that_is_never_retrieved_is_reported_with_the_name";
    says(&lines, test, |executor| {
        executor.run(async {
            // One panic after the other: the panic hook writes in pieces.
            let fails = || create_task::<()>(async { panic!("on purpose") });
            assert!(fails().await.is_err());
            let tasks = [fails(), fails(), fails()];
            for task in &tasks {
                until_done(task).await;
            }
            assert!(tasks[0].result().is_err());
            assert!(AnyTask::from(&tasks[1]).exception().is_some());
            tasks[2].set_name("forgotten");
            assert!(!tasks[2].cancel());
            drop(tasks);
            let bomb = Bomb; // goes off when main has ended
            create_task(async move {
                let _bomb = bomb;
                pending::<()>().await;
            })
            .set_name("left");
        });
    });
}

#[test]
fn a_callback_that_comes_too_late_is_reported() {
    let line = "a callback of Task-2 is dropped: the loop is closed";
    says(&[line], "failures::a_callback_that_comes_too_late_is_reported", |executor| {
        let tasks = executor.run(async {
            let task = create_task(async {});
            task.clone().await.unwrap();
            [task]
        });
        tasks[0].add_done_callback(|_| unreachable!("run has returned"));
    });
}

/// Main returns while tasks are left whose callbacks create the next ones.
#[test]
fn nothing_is_reported_if_main_leaves() {
    fn again(_: &Task<()>) {
        let task = create_task(pause());
        task.add_done_callback(again);
        current_task();
    }
    says(&[], "failures::nothing_is_reported_if_main_leaves", |executor| {
        for _ in 0..20 {
            executor.run(async {
                create_task(pause()).add_done_callback(again);
                create_task(pending()).add_done_callback(again);
                pause().await;
            });
        }
    });
}

/// It runs while `clone` panics, when nothing may be locked.
#[test]
fn a_panic_hook_may_list_the_tasks() {
    struct Value;
    impl Clone for Value {
        fn clone(&self) -> Self {
            panic!("in clone");
        }
    }
    says(&["2 tasks"], "failures::a_panic_hook_may_list_the_tasks", |executor| {
        std::panic::set_hook(Box::new(|_| {
            let tasks = all_tasks();
            tasks.iter().for_each(|task| task.set_name("seen"));
            eprintln!("asyncio: {} tasks", tasks.len());
        }));
        executor.run(async {
            let task = create_task(async { Value });
            task.add_done_callback(|task| drop(task.result()));
            AnyTask::from(&task).await.unwrap();
        });
    });
}

/// It runs while `result()` panics, when nothing may be locked.
#[test]
fn a_panic_hook_may_ask_for_the_tasks_name() {
    static TASK: OnceLock<AnyTask> = OnceLock::new();
    let test = "failures::a_panic_hook_may_ask_for_the_tasks_name";
    says(&["Task-2 is pending"], test, |executor| {
        std::panic::set_hook(Box::new(|_| {
            eprintln!("asyncio: {} is pending", TASK.get().unwrap().name());
        }));
        executor.run(async {
            let task = create_task(pending::<()>());
            TASK.set(AnyTask::from(&task)).unwrap();
            let asking = create_task(async move { task.result() });
            assert!(matches!(asking.await, Err(TaskError::Panicked(_))));
        });
    });
}

#[test]
fn a_task_that_spawn_drops_is_reported() {
    let line =
        "Task-1 was dropped unpolled: `spawn` does not detach it, or the runtime has shut down";
    says(&[line], "failures::a_task_that_spawn_drops_is_reported", |executor| {
        let main = async { unreachable!("never polled") };
        let run = || executor.block_on(asyncio::run(drop, main));
        let panic = catch_unwind(AssertUnwindSafe(run)).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"main was cancelled"));
    });
}
