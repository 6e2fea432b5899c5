//! How main waits for ever, or leaves too early, on each runtime.

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use async_std::channel::bounded;
use classroom::output::{TIME_LIMIT, in_time};
use smol::future::{or, poll_once};
use smol::{Executor, LocalExecutor, Timer};
use tokio_util::task::TaskTracker;

fn on_tokio(main: impl Future<Output = ()> + Send + 'static) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    in_time(move || runtime.block_on(main));
}

#[test]
fn a_tracker_that_is_not_closed_is_waited_for_for_ever() {
    on_tokio(async {
        let tasks = TaskTracker::new();
        tasks.spawn(async {}).await.unwrap();
        assert!(tasks.is_empty());
        let mut wait = pin!(tasks.wait());
        assert_eq!(poll_once(&mut wait).await, None);
        // Nothing but this was missing.
        tasks.close();
        wait.await;
    });
}

#[test]
fn a_closed_tracker_still_waits_for_new_tasks() {
    on_tokio(async {
        let tasks = TaskTracker::new();
        tasks.close();
        let (end, may_end) = mpsc::channel();
        tasks.spawn(async move { may_end.recv_timeout(TIME_LIMIT) });
        let mut wait = pin!(tasks.wait());
        assert_eq!(poll_once(&mut wait).await, None);
        end.send(()).unwrap();
        wait.await;
    });
}

/// The callback is held up until main has left.
#[test]
fn main_leaves_before_a_callback_outside_of_the_tracked_task() {
    on_tokio(async {
        let tasks = TaskTracker::new();
        let (main_leaves, main_has_left) = mpsc::channel();
        let work = tasks.spawn(async {});
        let callback = tokio::spawn({
            let tasks = tasks.clone();
            async move {
                work.await.unwrap();
                main_has_left.recv_timeout(TIME_LIMIT).expect("main leaves before the callback");
                tasks.spawn(async {}).await.unwrap();
            }
        });
        tasks.close();
        tasks.wait().await;
        main_leaves.send(()).unwrap();
        callback.await.unwrap();
    });
}

/// The callback is held up in the same way, and main waits.
#[test]
fn main_waits_for_a_callback_inside_of_the_tracked_task() {
    on_tokio(async {
        let tasks = TaskTracker::new();
        let (go_on, may_go_on) = mpsc::channel();
        let (more_work, more_work_is_done) = mpsc::channel();
        tasks.spawn({
            let tasks = tasks.clone();
            async move {
                may_go_on.recv_timeout(TIME_LIMIT).unwrap();
                tasks.spawn(async move { more_work.send(()) });
            }
        });
        tasks.close();
        let mut wait = pin!(tasks.wait());
        assert_eq!(poll_once(&mut wait).await, None);
        go_on.send(()).unwrap();
        wait.await;
        more_work_is_done.try_recv().expect("main leaves after more work is done");
    });
}

#[test]
fn main_waits_for_ever_while_it_has_a_sender_itself() {
    in_time(|| {
        async_std::task::block_on(async {
            let (running, all_done) = bounded::<()>(1);
            let held = running.clone();
            async_std::task::spawn(async move { drop(held) }).await;
            let mut wait = pin!(all_done.recv());
            assert_eq!(poll_once(&mut wait).await, None);
            // Nothing but this was missing.
            drop(running);
            wait.await.unwrap_err();
        });
    });
}

/// The last task ends on the second thread, while main is in `tick`.
#[test]
fn a_tick_hangs_if_another_thread_ends_the_last_task() {
    in_time(|| {
        let executor = Arc::new(Executor::new());
        let (start, started) = mpsc::channel();
        let (end, may_end) = mpsc::channel();
        let task = async move {
            start.send(()).unwrap();
            may_end.recv_timeout(TIME_LIMIT).unwrap();
        };
        executor.spawn(task).detach();
        let (stop, stopped) = smol::channel::bounded::<()>(1);
        let second = executor.clone();
        let second = thread::spawn(move || smol::block_on(second.run(stopped.recv())));
        started.recv_timeout(TIME_LIMIT).unwrap();

        smol::block_on(async {
            assert!(!executor.is_empty());
            let mut tick = pin!(executor.tick());
            assert_eq!(poll_once(&mut tick).await, None);
            end.send(()).unwrap();
            wait_until(|| executor.is_empty());
            let returns = async {
                tick.await;
                true
            };
            let hangs = async {
                Timer::after(Duration::from_millis(500)).await;
                false
            };
            assert!(!or(returns, hangs).await);
        });
        drop(stop);
        let _ = second.join().unwrap();
    });
}

fn wait_until(is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < TIME_LIMIT);
        thread::sleep(Duration::from_millis(1));
    }
}

/// The way out: senders, as on async-std.
#[test]
fn senders_work_if_several_threads_run_the_executor() {
    in_time(|| {
        let executor = Arc::new(Executor::new());
        let (stop, stopped) = smol::channel::bounded::<()>(1);
        let threads = [(); 2].map(|()| {
            let (executor, stopped) = (executor.clone(), stopped.clone());
            thread::spawn(move || smol::block_on(executor.run(stopped.recv())))
        });
        let (running, all_done) = smol::channel::bounded::<()>(1);
        let (more_work, more_work_is_done) = mpsc::channel();
        let tasks = executor.clone();
        let work = async move {
            Timer::after(Duration::from_millis(10)).await;
            let next = running.clone();
            let more_work = async move {
                Timer::after(Duration::from_millis(10)).await;
                more_work.send(()).unwrap();
                drop(next);
            };
            tasks.spawn(more_work).detach();
            drop(running);
        };
        executor.spawn(work).detach();
        smol::block_on(all_done.recv()).unwrap_err();
        more_work_is_done.try_recv().expect("main leaves after more work is done");
        drop(stop);
        for thread in threads {
            let _ = thread.join().unwrap();
        }
    });
}

#[test]
fn a_local_executor_stays_on_its_thread() {
    in_time(|| {
        let tasks = Rc::new(LocalExecutor::new());
        let threads = Rc::new(RefCell::new(Vec::new()));
        let work = {
            let (tasks, threads) = (tasks.clone(), threads.clone());
            async move {
                Timer::after(Duration::from_millis(10)).await;
                threads.borrow_mut().push(thread::current().id());
                tasks
                    .spawn(async move { threads.borrow_mut().push(thread::current().id()) })
                    .detach();
            }
        };
        tasks.spawn(work).detach();
        smol::block_on(async {
            while !tasks.is_empty() {
                tasks.tick().await;
            }
        });
        assert_eq!(*threads.borrow(), [thread::current().id(); 2]);
    });
}

/// `let _ =`, which is rustc's help for an unused handle, drops it just the same.
#[test]
#[allow(clippy::let_underscore_future, reason = "it is the trap")]
fn smol_cancels_a_task_whose_handle_is_dropped() {
    in_time(|| {
        let (dropped, detached) = (Cell::new(false), Cell::new(false));
        let tasks = LocalExecutor::new();
        drop(tasks.spawn(async { dropped.set(true) }));
        let _ = tasks.spawn(async { dropped.set(true) });
        tasks.spawn(async { detached.set(true) }).detach();
        smol::block_on(async {
            while !tasks.is_empty() {
                tasks.tick().await;
            }
        });
        assert_eq!((dropped.get(), detached.get()), (false, true));
    });
}

#[test]
fn a_task_that_panics_counts_as_done() {
    on_tokio(async {
        let tasks = TaskTracker::new();
        tasks.spawn(async { panic!("no luck") });
        tasks.close();
        tasks.wait().await;
    });
    in_time(|| {
        let (running, all_done) = bounded::<()>(1);
        async_std::task::spawn(async move {
            if true {
                panic!("no luck");
            }
            drop(running);
        });
        async_std::task::block_on(all_done.recv()).unwrap_err();
    });
    in_time(|| {
        let tasks = LocalExecutor::new();
        tasks.spawn(async { panic!("no luck") }).detach();
        smol::block_on(async {
            while !tasks.is_empty() {
                tasks.tick().await;
            }
        });
    });
}
