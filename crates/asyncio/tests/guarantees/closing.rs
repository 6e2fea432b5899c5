//! Guarantee 7.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

use asyncio::{AnyTask, Coroutine, Event, Task, TaskError, create_task};
use futures::future::select;

use crate::executors::{Executor, Record, on_each_executor, pause, sleep};
use crate::{Bomb, Dropped};

on_each_executor! {
    /// What `spawn` owns is dropped by `run` itself, on the thread of its caller.
    fn nothing_is_left_of_spawn_when_run_returns(executor: Executor) {
        for _ in 0..100 {
            let owned = Arc::new(());
            let (spawn, kept) = (executor.spawn(), owned.clone());
            let spawn = move |task| {
                let _kept = &kept;
                spawn(task);
            };
            let strong_count = executor.block_on(async move {
                let _handle_that_outlives_run = asyncio::run(spawn, async {
                    let more_work = |_: &Task<()>| drop(create_task(async {}));
                    create_task(pause()).add_done_callback(more_work);
                    let task = create_task(async {});
                    task.clone().await.unwrap();
                    [task]
                })
                .await;
                Arc::strong_count(&owned)
            });
            assert_eq!(strong_count, 1);
        }
    }

    fn spawn_may_panic_when_it_is_dropped(executor: Executor) {
        let (spawn, bomb) = (executor.spawn(), Bomb);
        let spawn = move |task| {
            let _bomb = &bomb;
            spawn(task);
        };
        assert_eq!(executor.block_on(asyncio::run(spawn, async { 42 })), 42);
    }

    /// Inside the destructor of a value, `run` waits for its own values as well.
    fn run_in_a_destructor_returns_when_its_last_value_has_been_dropped(executor: Executor) {
        struct Outer(Record);
        impl Drop for Outer {
            fn drop(&mut self) {
                let inner = Dropped(self.0.clone(), "the inner value");
                let spawn = |task: Coroutine| smol::block_on(task); // on this thread
                let main = async { drop(create_task(async { inner })) };
                smol::block_on(asyncio::run(spawn, main));
                self.0.push("run has returned");
            }
        }
        let record = Record::default();
        let outer = Outer(record.clone());
        executor.run(async { AnyTask::from(&create_task(async { outer })).await.unwrap() });
        assert_eq!(record.take(), ["the inner value", "run has returned"]);
    }

    fn a_task_that_is_created_too_late_is_cancelled_unpolled(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            create_task(pending::<()>()).add_done_callback(move |_| {
                let dropped = Dropped(record.clone(), "dropped");
                let polled = record.clone();
                let task = create_task(async move {
                    let _dropped = dropped;
                    polled.push("polled");
                });
                record.push(format!("{:?}", task.result()));
            });
        });
        assert_eq!(outer.take(), ["dropped", "Err(Cancelled)"]);
    }

    fn dropping_run_cancels_its_tasks(executor: Executor) {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        let tasks = executor.block_on(async move {
            let (send, receive) = std::sync::mpsc::channel();
            let ready = Arc::new(Event::new());
            let created = ready.clone();
            let run = asyncio::run(executor.spawn(), async move {
                for _ in 0..10 {
                    let counted = counted.clone();
                    let task = create_task(pending::<()>());
                    task.add_done_callback(move |task| {
                        assert!(task.cancelled());
                        counted.fetch_add(1, SeqCst);
                    });
                    send.send(task).unwrap();
                }
                created.set();
                pending::<()>().await;
            });
            select(Box::pin(run), Box::pin(ready.wait())).await;
            let tasks: Vec<_> = receive.try_iter().collect();
            for task in &tasks {
                assert_eq!(task.clone().await, Err(TaskError::Cancelled));
            }
            tasks
        });
        assert_eq!(count.load(SeqCst), 10);
        let late = Dropped(Record::default(), "callback");
        let record = late.0.clone();
        tasks[0].add_done_callback(move |_| drop(late));
        assert_eq!(record.take(), ["callback"]); // at once, and so it was not called
    }
}

/// tokio panics if one of its own threads drops the runtime.
#[test]
fn spawn_may_own_a_runtime() {
    for _ in 0..100 {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.worker_threads(2).build().unwrap();
        let spawn = move |task| drop(runtime.spawn(task));
        let main = async {
            (0..5).for_each(|_| drop(create_task(pause())));
            create_task(async { 42 }).await.unwrap()
        };
        assert_eq!(smol::block_on(asyncio::run(spawn, main)), 42);
    }
}

/// The executor is dropped after what `asyncio` keeps in a thread-local of its own.
#[test]
fn a_thread_that_ends_may_drop_its_tasks() {
    thread_local! {
        static EXECUTOR: smol::LocalExecutor<'static> = const { smol::LocalExecutor::new() };
    }
    let record = Record::default();
    let calls = record.clone();
    let thread = thread::spawn(|| {
        EXECUTOR.with(|executor| {
            let main = async move {
                create_task(pending::<()>()).add_done_callback(move |_| {
                    calls.push(format!("{:?}", create_task(pending::<()>()).result()));
                });
                pending::<()>().await;
            };
            let spawn = |task| EXECUTOR.with(|executor| executor.spawn(task).detach());
            let run = Box::pin(asyncio::run(spawn, main));
            smol::block_on(executor.run(select(run, Box::pin(sleep(20)))));
        });
    });
    thread.join().unwrap();
    assert_eq!(record.take(), ["Err(Cancelled)"]);
}
