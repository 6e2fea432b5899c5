//! Guarantees 1 and 4.

use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use asyncio::{AnyTask, Event, Task, TaskError, all_tasks, create_task, current_task};

use crate::executors::{Executor, Record, on_each_executor, pause, sleep};

on_each_executor! {
    fn run_in_order_of_registration(executor: Executor) {
        executor.run(async {
            for _ in 0..100 {
                let record = Record::default();
                let task = create_task(pause());
                for number in 0..5 {
                    let record = record.clone();
                    task.add_done_callback(move |_| record.push(number.to_string()));
                }
                task.await.unwrap();
                assert_eq!(record.take(), ["0", "1", "2", "3", "4"]);
            }
        });
    }

    fn run_on_finished_cancelled_and_panicked_tasks_alike(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let finished = create_task(async { 7 });
            let cancelled = create_task(pending::<i32>());
            let panicked = create_task(async { if true { panic!("on purpose") } else { 7 } });
            cancelled.cancel();
            for task in [finished, cancelled, panicked] {
                let record = record.clone();
                task.add_done_callback(move |task| {
                    assert!(task.done());
                    assert_eq!(task.result().err(), task.exception());
                    record.push(format!("{:?} {}", task.result(), task.cancelled()));
                });
                let _ = task.await;
            }
        });
        assert_eq!(outer.take(), [
            "Ok(7) false",
            "Err(Cancelled) true",
            "Err(Panicked(\"on purpose\")) false",
        ]);
    }

    fn have_their_loop_but_no_current_task(executor: Executor) {
        let seen = Record::default();
        let record = seen.clone();
        executor.run(async move {
            let main = current_task().unwrap();
            let task = create_task(async { current_task().unwrap().name() });
            task.add_done_callback(move |task| {
                assert_eq!(current_task(), None);
                assert!(all_tasks().contains(&main));
                record.push(task.result().unwrap());
                let (record, seen) = (record.clone(), Arc::new(Event::new()));
                let listed = seen.clone();
                let more = create_task(async move {
                    listed.wait().await;
                    record.push(current_task().unwrap().name());
                });
                assert!(all_tasks().contains(&AnyTask::from(&more)));
                seen.set();
            });
            task.await.unwrap();
            while all_tasks().len() > 1 {
                sleep(1).await;
            }
        });
        assert_eq!(seen.take(), ["Task-2", "Task-3"]);
    }

    fn added_to_a_finished_task_run_once_but_not_inside_add_done_callback(executor: Executor) {
        executor.run(async {
            for _ in 0..100 {
                let calls = Arc::new(AtomicUsize::new(0));
                let counted = calls.clone();
                let task = create_task(async {});
                task.clone().await.unwrap();
                // A callback inside `add_done_callback` would run on its thread.
                let adding = Arc::new(Mutex::new(Some(thread::current().id())));
                let seen = adding.clone();
                task.add_done_callback(move |_| {
                    assert_ne!(*seen.lock().unwrap(), Some(thread::current().id()));
                    counted.fetch_add(1, SeqCst);
                });
                *adding.lock().unwrap() = None;
                task.await.unwrap();
                assert_eq!(calls.load(SeqCst), 1);
            }
        });
    }

    /// Each callback adds the next one to its own task, and none begins before the last has ended.
    fn added_by_callbacks_run_after_them(executor: Executor) {
        fn add(task: &Task<()>, record: &Record, left: u32) {
            let record = record.clone();
            task.add_done_callback(move |task| {
                record.push(format!("begin {left}"));
                if left > 0 {
                    add(task, &record, left - 1);
                }
                record.push(format!("end {left}"));
            });
        }
        for _ in 0..20 {
            let record = Record::default();
            let outer = record.clone();
            executor.run(async move {
                let task = create_task(pause());
                add(&task, &record, 2);
                task.await.unwrap();
            });
            assert_eq!(outer.take(), ["begin 2", "end 2", "begin 1", "end 1", "begin 0", "end 0"]);
        }
    }

    /// Timers fire, and `run` returns, although there is always one more callback.
    fn that_add_themselves_leave_others_their_turn(executor: Executor) {
        fn again(task: &Task<()>) {
            task.add_done_callback(again);
        }
        executor.run(async move {
            create_task(async {}).add_done_callback(again);
            let other = create_task(async {});
            other.clone().await.unwrap();
            other.add_done_callback(again);
            match executor {
                // Its own timer fires on the thread that the callbacks might not leave.
                Executor::TokioMultiThread | Executor::TokioCurrentThread => {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                _ => sleep(1).await,
            }
        });
    }

    /// Four threads add callbacks while the task ends: all are called, and no two overlap.
    fn added_from_other_threads_run_one_at_a_time(executor: Executor) {
        for _ in 0..20 {
            let running = Arc::new(AtomicUsize::new(0));
            let calls = Arc::new(AtomicUsize::new(0));
            let counted = calls.clone();
            executor.run(async move {
                let task = create_task(pause());
                let threads: Vec<_> = (0..4).map(|_| {
                    let (task, running, counted) = (task.clone(), running.clone(), counted.clone());
                    thread::spawn(move || for _ in 0..10 {
                        let (running, counted) = (running.clone(), counted.clone());
                        task.add_done_callback(move |_| {
                            assert_eq!(running.fetch_add(1, SeqCst), 0);
                            counted.fetch_add(1, SeqCst);
                            running.fetch_sub(1, SeqCst);
                        });
                    })
                }).collect();
                pause().await;
                for thread in threads {
                    thread.join().unwrap();
                }
            });
            assert_eq!(calls.load(SeqCst), 40);
        }
    }

    fn removed_in_time_are_not_called(executor: Executor) {
        let record = Record::default();
        let outer = record.clone();
        executor.run(async move {
            let task = create_task(pending::<()>());
            // Once the task is done it is too late, also for a callback that waits for its turn.
            let (send, receive) = std::sync::mpsc::channel();
            let removed = record.clone();
            task.add_done_callback(move |task| {
                let last = receive.recv().unwrap();
                removed.push(task.remove_done_callback(last).to_string());
            });
            let ids = ["first", "second", "last"].map(|callback| {
                let record = record.clone();
                task.add_done_callback(move |_| record.push(callback))
            });
            send.send(ids[2]).unwrap();
            assert!(!current_task().unwrap().remove_done_callback(ids[0]));
            assert!(task.remove_done_callback(ids[0]));
            assert!(!task.remove_done_callback(ids[0]));
            task.cancel();
            assert_eq!(task.await, Err(TaskError::Cancelled));
        });
        assert_eq!(outer.take(), ["false", "second", "last"]);
    }

    fn that_panic_stop_nothing_else(executor: Executor) {
        for _ in 0..20 {
            let record = Record::default();
            let outer = record.clone();
            executor.run(async move {
                let task = create_task(pause());
                task.add_done_callback(|_| panic!("on purpose"));
                task.add_done_callback(move |_| record.push("the next callback"));
                task.add_done_callback(|_| panic!("on purpose"));
                task.clone().await.unwrap();
                assert!(!all_tasks().contains(&AnyTask::from(&task)));
                create_task(pause()).await.unwrap();
            });
            assert_eq!(outer.take(), ["the next callback"]);
        }
    }
}
