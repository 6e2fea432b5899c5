//! How main can wait forever or leave too early, on each runtime, and what prevents it.

use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use async_std::channel::bounded;
use smol::future::{or, poll_once, yield_now};
use smol::{Executor, LocalExecutor, Timer};
use tokio_util::task::TaskTracker;

const TIME_LIMIT: Duration = Duration::from_secs(60);

/// Fails if the future is not ready in time.
async fn in_time<T>(future: impl Future<Output = T>) -> T {
    let hangs = async {
        Timer::after(TIME_LIMIT).await;
        panic!("it hangs")
    };
    or(future, hangs).await
}

#[tokio::test]
async fn a_tracker_that_is_not_closed_is_waited_for_forever() {
    let tasks = TaskTracker::new();
    tasks.spawn(async {}).await.unwrap();
    let mut wait = pin!(tasks.wait());
    assert_eq!(poll_once(&mut wait).await, None);
    tasks.close();
    in_time(wait).await;
}

/// The callback is held up until main has left.
#[tokio::test]
async fn main_leaves_before_a_callback_outside_of_the_tracked_task() {
    let tasks = TaskTracker::new();
    let (main_leaves, main_has_left) = bounded::<()>(1);
    let work = tasks.spawn(async {});
    let callback = tokio::spawn({
        let tasks = tasks.clone();
        async move {
            work.await.unwrap();
            main_has_left.recv().await.unwrap();
            tasks.spawn(async {}).await.unwrap();
        }
    });
    tasks.close();
    in_time(tasks.wait()).await;
    main_leaves.send(()).await.unwrap();
    callback.await.unwrap();
}

/// The callback is held up in the same way.
#[tokio::test]
async fn main_waits_for_a_callback_inside_of_the_tracked_task() {
    let tasks = TaskTracker::new();
    let (go_on, may_go_on) = bounded::<()>(1);
    let (more_work, more_work_is_done) = mpsc::channel();
    tasks.spawn({
        let tasks = tasks.clone();
        async move {
            may_go_on.recv().await.unwrap();
            tasks.spawn(async move { more_work.send(()) });
        }
    });
    tasks.close();
    let mut wait = pin!(tasks.wait());
    assert_eq!(poll_once(&mut wait).await, None);
    go_on.send(()).await.unwrap();
    in_time(wait).await;
    more_work_is_done.try_recv().expect("main leaves after more work is done");
}

#[async_std::test]
async fn main_waits_forever_while_it_has_a_sender_itself() {
    let (running, all_done) = bounded::<()>(1);
    let held = running.clone();
    async_std::task::spawn(async move { drop(held) }).await;
    let mut wait = pin!(all_done.recv());
    assert_eq!(poll_once(&mut wait).await, None);
    drop(running);
    in_time(wait).await.unwrap_err();
}

/// Runs tasks on other threads until `main` returns.
fn with_threads(count: usize, executor: &Arc<Executor<'static>>, main: impl Future<Output = ()>) {
    let (stop, stopped) = bounded::<()>(1);
    thread::scope(|scope| {
        for _ in 0..count {
            scope.spawn(|| smol::block_on(executor.run(stopped.recv())));
        }
        smol::block_on(main);
        drop(stop);
    });
}

/// The last task finishes on the second thread, while main is in `tick`.
#[test]
fn a_tick_hangs_if_another_thread_ends_the_last_task() {
    let executor = Arc::new(Executor::new());
    let (start, started) = bounded::<()>(1);
    let (finish, may_finish) = mpsc::channel();
    let task = async move {
        start.send(()).await.unwrap();
        may_finish.recv_timeout(TIME_LIMIT).unwrap(); // blocks the second thread
    };
    executor.spawn(task).detach();
    with_threads(1, &executor, async {
        in_time(started.recv()).await.unwrap();
        let mut tick = pin!(executor.tick());
        assert_eq!(poll_once(&mut tick).await, None);
        finish.send(()).unwrap();
        in_time(async {
            while !executor.is_empty() {
                yield_now().await;
            }
        })
        .await;
        Timer::after(Duration::from_millis(50)).await;
        assert_eq!(poll_once(tick).await, None);
    });
}

/// As on async-std.
#[test]
fn senders_work_if_several_threads_run_the_executor() {
    let executor = Arc::new(Executor::new());
    let (running, all_done) = bounded::<()>(1);
    let (more_work, more_work_is_done) = mpsc::channel();
    let tasks = executor.clone();
    let work = async move {
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
    with_threads(2, &executor, async {
        in_time(all_done.recv()).await.unwrap_err();
        more_work_is_done.try_recv().expect("main leaves after more work is done");
    });
}

async fn wait_for_all(tasks: &LocalExecutor<'_>) {
    while !tasks.is_empty() {
        tasks.tick().await;
    }
}

#[test]
fn a_local_executor_stays_on_its_thread() {
    let tasks = Rc::new(LocalExecutor::new());
    let threads = Rc::new(RefCell::new(Vec::new()));
    let more_work = |threads: Rc<RefCell<Vec<_>>>| async move {
        Timer::after(Duration::from_millis(10)).await;
        threads.borrow_mut().push(thread::current().id());
    };
    let work = {
        let (tasks, threads) = (tasks.clone(), threads.clone());
        async move {
            more_work(threads.clone()).await;
            tasks.spawn(more_work(threads)).detach();
        }
    };
    tasks.spawn(work).detach();
    smol::block_on(in_time(wait_for_all(&tasks)));
    assert_eq!(*threads.borrow(), [thread::current().id(); 2]);
}

#[tokio::test]
async fn a_task_that_panics_counts_as_done() {
    async fn fails<T>(_running: T) {
        panic!("no luck")
    }
    let tasks = TaskTracker::new();
    tasks.spawn(fails(()));
    tasks.close();
    in_time(tasks.wait()).await;
    let (running, all_done) = bounded::<()>(1);
    async_std::task::spawn(fails(running));
    in_time(all_done.recv()).await.unwrap_err();
    let tasks = LocalExecutor::new();
    tasks.spawn(fails(())).detach();
    in_time(wait_for_all(&tasks)).await;
}
