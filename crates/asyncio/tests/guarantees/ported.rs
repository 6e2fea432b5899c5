//! What asyncio guarantees because it has one thread, and Rust does not. docs/asyncio-has.md explains each.
//!
//! A callback or a task runs while main's thread is blocked between two lines, or two tasks are at the same line.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Barrier, Mutex, mpsc};
use std::time::Duration;

use asyncio::{AnyTask, all_tasks, create_task, current_task};
use futures::future::join_all;

use crate::executors::{Executor, pause, sleep};

const LONG: Duration = Duration::from_secs(60);

#[test]
fn a_callback_may_run_before_the_next_line_stores_its_task() {
    Executor::SmolManyThreads.run(async {
        let tasks = Arc::new(Mutex::new(Vec::new()));
        let (say, said) = mpsc::channel();
        let task = create_task(async {});
        let seen = tasks.clone();
        task.add_done_callback(move |task| {
            say.send(seen.lock().unwrap().contains(&AnyTask::from(task))).unwrap();
        });
        assert_eq!(said.recv_timeout(LONG), Ok(false));
        tasks.lock().unwrap().push(AnyTask::from(&task));
    });
}

#[test]
fn a_task_may_ask_for_its_name_before_the_next_line_sets_it() {
    Executor::SmolManyThreads.run(async {
        let (say, said) = mpsc::channel();
        let task = create_task(async move { say.send(current_task().unwrap().name()).unwrap() });
        assert_eq!(said.recv_timeout(LONG).as_deref(), Ok("Task-2"));
        task.set_name("work");
        task.await.unwrap();
    });
}

/// Neither task awaits between the check and the change.
#[test]
fn two_tasks_may_both_check_before_one_of_them_changes() {
    Executor::SmolManyThreads.run(async {
        let (left, both) = (Arc::new(AtomicU32::new(1)), Arc::new(Barrier::new(2)));
        let tasks = [(); 2].map(|()| {
            let (left, both) = (left.clone(), both.clone());
            create_task(async move {
                let takes_the_last = left.load(SeqCst) == 1;
                both.wait();
                if takes_the_last {
                    left.store(0, SeqCst);
                }
                takes_the_last
            })
        });
        assert_eq!(join_all(tasks).await, [Ok(true), Ok(true)]);
    });
}

/// In CPython, too.
#[test]
fn two_tasks_that_each_wait_for_all_others_wait_forever() {
    async fn wait_for_others(main: AnyTask) {
        loop {
            let mut tasks = all_tasks();
            tasks.remove(&main);
            tasks.remove(&current_task().unwrap());
            if tasks.is_empty() {
                break;
            }
            for task in tasks {
                let _ = task.await;
            }
        }
    }
    for executor in Executor::ALL {
        executor.run(async {
            let main = current_task().unwrap();
            let alone = create_task(wait_for_others(main.clone()));
            create_task(pause());
            alone.await.unwrap();
            // Each is created before the other one looks.
            let start = Arc::new(asyncio::Event::new());
            let tasks = [(); 2].map(|()| {
                let (main, start) = (main.clone(), start.clone());
                create_task(async move {
                    start.wait().await;
                    wait_for_others(main).await;
                })
            });
            start.set();
            sleep(50).await;
            assert_eq!(tasks.each_ref().map(|task| task.done()), [false, false]);
        });
    }
}

/// The first waiter takes it.
#[test]
fn a_value_that_is_not_clone_can_be_taken_out_of_an_arc() {
    struct NotClone;
    Executor::SmolManyThreads.run(async {
        let task = create_task(async { Arc::new(Mutex::new(Some(NotClone))) });
        let take = async || task.clone().await.unwrap().lock().unwrap().take();
        assert!(take().await.is_some());
        assert!(take().await.is_none());
    });
}
