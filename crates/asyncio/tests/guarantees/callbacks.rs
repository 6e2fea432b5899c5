//! Guarantees 1 and 4.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use asyncio::{AnyTask, Event, Task, TaskError, all_tasks, create_task, current_task};

use crate::executors::{Executor, Record, on_each_executor, pause, sleep};

on_each_executor! {
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

    /// Timers fire, and `run` returns, although there is always one more callback.
    fn that_add_themselves_do_not_starve_other_tasks(executor: Executor) {
        fn again(task: &Task<()>) {
            task.add_done_callback(again);
        }
        executor.run(async move {
            create_task(async {}).add_done_callback(again);
            let other = create_task(async {});
            other.clone().await.unwrap();
            other.add_done_callback(again);
            match executor {
                // tokio's own timer fires on the thread that the callbacks might keep busy.
                Executor::TokioMultiThread | Executor::TokioCurrentThread => {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                _ => sleep(1).await,
            }
        });
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
