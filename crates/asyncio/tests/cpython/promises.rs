//! What holds here where the port differs from CPython.

use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::thread;

use asyncio::{AnyTask, Event, TaskError, all_tasks, create_task, current_task};
use futures::FutureExt;

use crate::executors::{Executor, Record, on_each_executor, pause, says};
use crate::{OnDrop, suspended_task, suspended_task_with, task_until, until_done};

on_each_executor! {
    fn a_task_is_named_when_it_has_been_created(executor: Executor) {
        executor.run(async {
            let task = suspended_task().await;
            task.set_name("text");
            assert_eq!(AnyTask::from(&task).name(), "text");
            task.set_name(format!("{}", 6));
            assert_eq!(task.name(), "6");
        });
    }

    fn names_count_from_one_in_each_run(executor: Executor) {
        for _ in 0..2 {
            let names = executor.run(async {
                [current_task().unwrap().name(), create_task(pause()).name()]
            });
            assert_eq!(names, ["Task-1", "Task-2"]);
        }
    }

    fn a_callback_that_is_added_after_create_task_is_called(executor: Executor) {
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = calls.clone();
        executor.run(async move {
            for round in 0..100 {
                let calls = calls.clone();
                let task = create_task(async {}); // over, perhaps, before the next line
                if round % 2 == 0 {
                    until_done(&task).await; // or certainly
                }
                task.add_done_callback(move |_| {
                    calls.fetch_add(1, SeqCst);
                });
                task.await.unwrap();
            }
        });
        assert_eq!(counted.load(SeqCst), 100);
    }

    fn a_task_without_handles_goes_on(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let (event, ended) = (Arc::new(Event::new()), Arc::new(Event::new()));
            let (wait, end) = (event.clone(), ended.clone());
            drop(create_task(async move {
                wait.wait().await;
                record.push("went on");
                end.set();
            }));
            pause().await;
            assert_eq!(all_tasks().len(), 2);
            event.set();
            ended.wait().await;
        });
        assert_eq!(outer.take(), ["went on"]);
    }

    fn a_task_of_another_run_can_be_awaited(executor: Executor) {
        executor.run(async move {
            let event = Arc::new(Event::new());
            let task = task_until(&event);
            let other_run = asyncio::run(executor.spawn(), async move {
                event.set();
                task.await
            });
            assert_eq!(other_run.await, Ok(7));
        });
    }

    fn run_can_be_called_inside_run(executor: Executor) {
        executor.run(async move {
            let inner = asyncio::run(executor.spawn(), async {
                suspended_task().await;
                all_tasks().len()
            });
            assert_eq!(inner.await, 2);
            assert_eq!(all_tasks().len(), 1);
        });
    }

    fn a_task_can_be_used_from_any_thread(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let task = suspended_task().await;
            let other = task.clone();
            let cancelled = thread::spawn(move || {
                other.add_done_callback(move |_| record.push("called"));
                other.cancel()
            });
            assert_eq!(task.await, Err(TaskError::Cancelled));
            assert!(cancelled.join().unwrap());
        });
        assert_eq!(outer.take(), ["called"]);
    }

    fn a_waiter_gets_a_cancellation_as_a_value(executor: Executor) {
        executor.run(async {
            let inner = suspended_task().await;
            let awaited = inner.clone();
            let goes_on = create_task(async move { (awaited.await, "went on") });
            let awaited = inner.clone();
            let fails = create_task(async move { awaited.await.expect("no cancellation") });
            inner.cancel();
            assert_eq!(goes_on.await, Ok((Err(TaskError::Cancelled), "went on")));
            let message = "no cancellation: Cancelled".to_string();
            assert_eq!(fails.await, Err(TaskError::Panicked(message)));
        });
    }

    fn a_failure_is_its_message(executor: Executor) {
        executor.run(async {
            let inner = create_task(async { if true { panic!("number {}", 7) } });
            let outer = create_task(async move { inner.await.unwrap() });
            let error = outer.await.unwrap_err().to_string();
            // The one before it is there if the second message mentions it.
            assert!(error.starts_with("panicked: "), "{error}");
            assert!(error.contains("Panicked(\"number 7\")"), "{error}");
        });
    }

    fn a_cancellation_is_the_same_for_all(executor: Executor) {
        executor.run(async {
            let task = suspended_task().await;
            task.cancel();
            task.cancel();
            for _ in 0..2 {
                assert_eq!(task.clone().await, Err(TaskError::Cancelled));
            }
            assert_eq!(AnyTask::from(&task).await.unwrap_err().to_string(), "cancelled");
        });
    }

    fn exception_of_a_cancelled_task_is_cancelled(executor: Executor) {
        executor.run(async {
            let task = suspended_task().await;
            task.cancel();
            until_done(&task).await;
            assert_eq!(task.exception(), Some(TaskError::Cancelled));
        });
    }

    /// What catches panics catches no cancellation.
    fn nothing_runs_after_a_cancelled_await(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let destructor = record.clone();
            let task = create_task(async move {
                let _guard = OnDrop(move || destructor.push("destructor"));
                current_task().unwrap().cancel();
                let _ = pause().catch_unwind().await;
                record.push("never");
            });
            assert_eq!(task.await, Err(TaskError::Cancelled));
        });
        assert_eq!(outer.take(), ["destructor"]);
    }

    /// As in CPython, where no test asks for it.
    fn an_await_that_is_ready_is_no_suspension_point(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let task = create_task(async move {
                current_task().unwrap().cancel();
                std::future::ready(()).await;
                record.push("after a ready await");
                pause().await;
                record.push("never");
            });
            assert_eq!(task.await, Err(TaskError::Cancelled));
        });
        assert_eq!(outer.take(), ["after a ready await"]);
    }

    fn cancelling_a_waiter_leaves_what_it_waits_for_alone(executor: Executor) {
        executor.run(async {
            let event = Arc::new(Event::new());
            let task = task_until(&event);
            let waiters = [create_task(task.clone()), create_task(task.clone())];
            pause().await;
            waiters[0].cancel();
            assert_eq!(waiters[0].clone().await, Err(TaskError::Cancelled));
            assert!(!task.done());
            event.set();
            assert_eq!(waiters[1].clone().await, Ok(Ok(7)));
        });
    }

    fn cancelling_ends_with_the_callbacks_before_any_waiter(executor: Executor) {
        for _ in 0..20 {
            let record = Record::default();
            let outer = record.clone();
            executor.run(async move {
                let destructor = record.clone();
                let task = suspended_task_with(OnDrop(move || destructor.push("destructor"))).await;
                let callback = record.clone();
                task.add_done_callback(move |_| callback.push("callback"));
                task.cancel();
                assert!(task.await.is_err());
                record.push("waiter");
            });
            assert_eq!(outer.take(), ["destructor", "callback", "waiter"]);
        }
    }

    /// In CPython the waiter, who was first, goes first.
    fn callbacks_come_before_waiters_whoever_was_first(executor: Executor) {
        for _ in 0..20 {
            let record = Record::default();
            let outer = record.clone();
            executor.run(async move {
                let event = Arc::new(Event::new());
                let mut task = task_until(&event);
                assert!(futures::poll!(&mut task).is_pending());
                let callback = record.clone();
                task.add_done_callback(move |_| {
                    thread::yield_now();
                    callback.push("callback");
                });
                event.set();
                task.await.unwrap();
                record.push("waiter");
            });
            assert_eq!(outer.take(), ["callback", "waiter"]);
        }
    }

    /// The third task looks while the callback waits for it.
    fn a_done_task_is_listed_until_its_callbacks_have_returned(executor: Executor) {
        executor.run(async {
            let (send, receive) = mpsc::channel();
            let event = Arc::new(Event::new());
            let task = task_until(&event);
            let listed = AnyTask::from(&task);
            task.add_done_callback(move |task| {
                assert!(task.done());
                send.send(all_tasks().contains(&AnyTask::from(task))).unwrap();
            });
            event.set();
            task.await.unwrap();
            assert!(receive.recv().unwrap());
            assert!(!all_tasks().contains(&listed));
        });
    }

    fn what_a_callback_creates_is_listed_before_its_task_is_not(executor: Executor) {
        for _ in 0..100 {
            executor.run(async {
                let event = Arc::new(Event::new());
                let more = event.clone();
                create_task(async {}).add_done_callback(move |_| drop(task_until(&more)));
                // There is main, and either the first task or the one that its callback creates.
                for _ in 0..10 {
                    assert!(all_tasks().len() > 1);
                    pause().await;
                }
                event.set();
            });
        }
    }

    fn remove_done_callback_removes_one(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let event = Arc::new(Event::new());
            let task = task_until(&event);
            let call = move || {
                let record = record.clone();
                move |_: &asyncio::Task<u32>| record.push("called")
            };
            let ids = [(); 3].map(|()| task.add_done_callback(call()));
            assert!(task.remove_done_callback(ids[1]));
            let other = task_until(&event);
            assert!(!other.remove_done_callback(ids[0]));
            event.set();
            task.await.unwrap();
        });
        assert_eq!(outer.take(), ["called", "called"]);
    }

    /// It removes another callback and adds one, while it is being removed itself.
    fn a_removed_callback_can_use_its_task_as_it_is_dropped(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let event = Arc::new(Event::new());
            let task = task_until(&event);
            let other = task.add_done_callback(|_| unreachable!("removed"));
            let (same_task, added) = (task.clone(), record.clone());
            let guard = OnDrop(move || {
                assert!(same_task.remove_done_callback(other));
                let added = added.clone();
                same_task.add_done_callback(move |_| added.push("added"));
            });
            let id = task.add_done_callback(move |_| drop(guard));
            assert!(task.remove_done_callback(id));
            event.set();
            task.await.unwrap();
        });
        assert_eq!(outer.take(), ["added"]);
    }

    fn a_callback_can_create_a_task_and_is_none(executor: Executor) {
        let (send, receive) = mpsc::channel();
        executor.run(async move {
            let event = Arc::new(Event::new());
            let more = event.clone();
            let task = create_task(async {});
            task.add_done_callback(move |task| {
                let more = task_until(&more);
                let listed = all_tasks().contains(&AnyTask::from(&more));
                send.send((listed, current_task(), task.done())).unwrap();
            });
            task.await.unwrap();
            event.set();
        });
        assert_eq!(receive.recv().unwrap(), (true, None, true));
    }

    fn a_callback_that_panics_is_only_one_of_several(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let event = Arc::new(Event::new());
            let task = task_until(&event);
            task.add_done_callback(|_| panic!("in a callback"));
            let callback = record.clone();
            task.add_done_callback(move |task| {
                callback.push(format!("next {:?}", task.exception()));
            });
            event.set();
            record.push(format!("waiter {:?}", task.await));
        });
        assert_eq!(outer.take(), ["next None", "waiter Ok(7)"]);
    }

    /// Nobody holds the tasks, so the runtime drops their values. Outside a loop, both calls panic.
    fn a_values_destructor_can_use_the_loop(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            for _ in 0..10 {
                let record = record.clone();
                let value = OnDrop(move || {
                    all_tasks();
                    create_task(async {});
                    record.push("dropped");
                });
                create_task(async move { value });
            }
            while all_tasks().len() > 1 {
                pause().await;
            }
        });
        assert_eq!(outer.take(), ["dropped"; 10]);
    }

    fn a_panic_does_not_stop_the_loop(executor: Executor) {
        executor.run(async {
            let task = create_task(async { if true { std::panic::panic_any(1_u8) } });
            assert!(task.await.is_err());
            assert_eq!(create_task(async { 7 }).await, Ok(7));
        });
    }

    fn a_spawn_that_panics_closes_the_loop(executor: Executor) {
        let record = Record::default();
        let seen = record.clone();
        let started = AtomicUsize::new(0);
        let spawn = move |task| match started.fetch_add(1, SeqCst) {
            0 => executor.spawn()(task),
            _ => panic!("the runtime is full"),
        };
        let main = async move {
            assert!(catch_unwind(|| create_task(pending::<()>())).is_err());
            seen.push(format!("{:?}", create_task(pending::<()>()).result()));
        };
        let run = || executor.block_on(asyncio::run(spawn, main));
        let panic = catch_unwind(AssertUnwindSafe(run)).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"main was cancelled"));
        assert_eq!(record.take(), ["Err(Cancelled)"]);
    }

    /// CPython starts it, and drops it at its first suspension point with a complaint.
    fn what_a_callback_creates_at_the_end_of_run_never_starts(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            suspended_task().await.add_done_callback(move |_| {
                let started = record.clone();
                let task = create_task(async move { started.push("started") });
                record.push(format!("{:?}", task.result()));
            });
        });
        assert_eq!(outer.take(), ["Err(Cancelled)"]);
    }

    /// The flag is down again when the waiters look, if they look at all.
    fn a_pulse_reaches_all_who_wait_and_nobody_later(executor: Executor) {
        for _ in 0..20 {
            executor.run(async {
                let event = Arc::new(Event::new());
                let mut waits = [(); 3].map(|()| Box::pin(event.wait()));
                for wait in &mut waits {
                    assert!(futures::poll!(wait).is_pending());
                }
                event.set();
                event.clear();
                let mut late = Box::pin(event.wait());
                assert!(futures::poll!(&mut late).is_pending());
                for wait in waits {
                    wait.await;
                }
                assert!(futures::poll!(&mut late).is_pending());
            });
        }
    }
}

#[test]
fn to_cancel_a_failed_task_is_not_to_ask() {
    let line = "Task-2 panicked, and that was never retrieved: on purpose";
    says(&[line], "promises::to_cancel_a_failed_task_is_not_to_ask", |executor| {
        executor.run(async {
            let task = create_task::<()>(async { panic!("on purpose") });
            until_done(&task).await;
            assert!(!task.cancel());
        });
    });
}
