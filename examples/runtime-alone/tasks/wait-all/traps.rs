//! How main can wait forever or leave too early, on each runtime, and what prevents it.

use std::future::pending;
use std::pin::pin;
use std::rc::Rc;
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, ThreadId};
use std::time::Duration;

use futures::FutureExt;
use smol::channel::bounded;
use smol::future::{poll_once, yield_now};
use smol::{Executor, LocalExecutor, Timer, block_on};
use tokio_util::task::TaskTracker;

/// Sends where it has run. It panics if there is no receiver.
async fn more_work(here: Sender<ThreadId>) {
    Timer::after(Duration::from_millis(20)).await;
    here.send(thread::current().id()).unwrap();
}

#[tokio::test]
async fn a_tracker_that_is_not_closed_is_waited_for_forever() {
    let tasks = TaskTracker::new();
    let mut wait = pin!(tasks.wait());
    assert_eq!(poll_once(&mut wait).await, None);
    tasks.close();
    wait.await;
}

#[tokio::test]
async fn main_waits_for_a_callback_inside_of_the_tracked_task() {
    let (here, done) = channel();
    let tasks = TaskTracker::new();
    let tracker = tasks.clone();
    tasks.spawn(async move { drop(tracker.spawn(more_work(here))) });
    tasks.close();
    tasks.wait().await;
    done.try_recv().unwrap();
    // Outside of it, main leaves first.
    let callback = tasks.spawn(async {}).then(|_| tasks.spawn(async {}));
    tasks.wait().await;
    callback.await.unwrap();
}

#[async_std::test]
async fn main_waits_forever_while_it_has_a_sender_itself() {
    let (running, all_done) = bounded::<()>(1);
    let sender = running.clone();
    async_std::task::spawn(async move { drop(sender) }).await;
    let mut wait = pin!(all_done.recv());
    assert_eq!(poll_once(&mut wait).await, None);
    drop(running);
    wait.await.unwrap_err();
}

#[test]
fn a_tick_hangs_if_another_thread_ends_the_last_task() {
    static TASKS: Executor = Executor::new();
    let (start, started) = channel();
    let (finish, may_finish) = channel::<()>();
    let work = async move {
        start.send(()).unwrap();
        may_finish.recv().unwrap_err(); // blocks the second thread
    };
    TASKS.spawn(work).detach();
    thread::spawn(|| block_on(TASKS.run(pending::<()>())));
    started.recv().unwrap();
    block_on(async {
        let mut tick = pin!(TASKS.tick());
        assert_eq!(poll_once(&mut tick).await, None);
        drop(finish);
        while !TASKS.is_empty() {
            yield_now().await;
        }
        assert_eq!(poll_once(tick).await, None);
    });
}

#[test]
fn senders_work_if_several_threads_run_the_executor() {
    static TASKS: Executor = Executor::new();
    let (running, all_done) = bounded::<()>(1);
    let (here, threads) = channel();
    let more_work = more_work(here).map(|()| drop(running));
    TASKS.spawn(async { TASKS.spawn(more_work).detach() }).detach();
    for _ in 0..2 {
        thread::spawn(|| block_on(TASKS.run(pending::<()>())));
    }
    block_on(all_done.recv()).unwrap_err();
    assert_ne!(threads.try_recv().unwrap(), thread::current().id());
}

#[test]
fn a_local_executor_stays_on_its_thread() {
    let tasks = Rc::new(LocalExecutor::new());
    let (here, threads) = channel();
    let executor = tasks.clone();
    tasks.spawn(async move { executor.spawn(more_work(here)).detach() }).detach();
    while !tasks.is_empty() {
        block_on(tasks.tick());
    }
    assert_eq!(threads.try_recv().unwrap(), thread::current().id());
}

#[tokio::test]
async fn a_task_that_panics_counts_as_done() {
    let tasks = TaskTracker::new();
    tasks.spawn(more_work(channel().0));
    tasks.close();
    tasks.wait().await;
    let (running, all_done) = bounded::<()>(1);
    async_std::task::spawn(more_work(channel().0).map(|()| drop(running)));
    all_done.recv().await.unwrap_err();
    let tasks = LocalExecutor::new();
    tasks.spawn(more_work(channel().0)).detach();
    while !tasks.is_empty() {
        tasks.tick().await;
    }
}
