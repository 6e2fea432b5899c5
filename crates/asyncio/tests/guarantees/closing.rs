//! Guarantee 7.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use asyncio::{Event, Task, TaskError, create_task};

use crate::executor::{Executor, pause, sleep};
use crate::{Dropped, Record, on_each_executor};

on_each_executor! {
    fn run_cancels_what_is_left_and_calls_its_callbacks(executor: Executor) {
        for _ in 0..20 {
            let record = Record::default();
            let outer = record.clone();
            let value = executor.run(async move {
                let dropped = Dropped(record.clone(), "destructor");
                let task = create_task(async move {
                    let _dropped = dropped;
                    pending::<()>().await;
                });
                task.add_done_callback(move |task| record.push(format!("{:?}", task.result())));
                "main's value"
            });
            assert_eq!(value, "main's value");
            assert_eq!(outer.take(), ["destructor", "Err(Cancelled)"]);
        }
    }

    fn run_waits_for_a_poll_in_progress(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let started = Arc::new(Event::new());
            let busy = started.clone();
            create_task(async move {
                busy.set();
                std::thread::sleep(std::time::Duration::from_millis(20));
                record.push("the poll has ended");
            });
            started.wait().await;
        });
        assert_eq!(outer.take(), ["the poll has ended"]);
    }

    fn run_ends_although_callbacks_create_tasks_for_ever(executor: Executor) {
        fn again(task: &Task<()>) {
            assert!(task.result().is_ok() || task.cancelled());
            create_task(pause()).add_done_callback(again);
        }
        executor.run(async {
            create_task(pause()).add_done_callback(again);
            sleep(5).await;
        });
    }

    fn run_calls_a_callback_that_is_added_as_it_ends(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let finished = create_task(async {});
            finished.clone().await.unwrap();
            let waiting = create_task(pending::<()>());
            waiting.add_done_callback(move |_| {
                finished.add_done_callback(move |_| record.push("called"));
            });
        });
        assert_eq!(outer.take(), ["called"]);
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
                pending::<()>().await;
            });
            let timeout = sleep(20);
            futures::future::select(Box::pin(run), Box::pin(timeout)).await;
            let tasks: Vec<_> = receive.try_iter().collect();
            for task in &tasks {
                assert_eq!(task.clone().await, Err(TaskError::Cancelled));
            }
            tasks
        });
        assert_eq!(count.load(SeqCst), 10);
        tasks[0].add_done_callback(|_| unreachable!("run was dropped"));
    }
}

/// tokio drops its tasks when it shuts down. Their callbacks are called, and what they create is
/// cancelled at once, although nobody polls it any more.
#[test]
fn a_runtime_that_shuts_down_closes_the_loop() {
    for multi_thread in [true, false] {
        let mut builder = match multi_thread {
            true => tokio::runtime::Builder::new_multi_thread(),
            false => tokio::runtime::Builder::new_current_thread(),
        };
        let runtime = builder.build().unwrap();
        let spawner = runtime.handle().clone();
        let spawn = move |task| drop(spawner.spawn(task));
        let record = Record::default();
        let calls = record.clone();
        let main = async move {
            fn again(record: Record) {
                let task = create_task(pending::<()>());
                let next = record.clone();
                task.add_done_callback(move |task| {
                    next.push(format!("{:?}", task.result()));
                    again(next.clone());
                });
            }
            again(calls);
            pending::<()>().await;
        };
        // `run` itself is elsewhere, so it sees its tasks dropped.
        let run = std::thread::spawn(|| smol::block_on(asyncio::run(spawn, main)));
        if !multi_thread {
            runtime.block_on(async { tokio::task::yield_now().await });
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        drop(runtime);
        let panic = run.join().unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"main was cancelled"));
        assert!(record.take().iter().all(|end| end == "Err(Cancelled)"));
    }
}
