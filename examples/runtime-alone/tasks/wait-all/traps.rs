//! How main waits forever or leaves too early.

use std::future::pending;
use std::pin::pin;
use std::sync::mpsc::channel;
use std::thread;

use smol::channel::bounded;
use smol::future::{poll_once, yield_now};
use smol::{Executor, block_on};
use tokio_util::task::TaskTracker;

#[tokio::test]
async fn a_tracker_that_is_not_closed_is_waited_for_forever() {
    let tasks = TaskTracker::new();
    let mut wait = pin!(tasks.wait());
    assert_eq!(poll_once(&mut wait).await, None);
    tasks.close();
    wait.await;
}

#[tokio::test]
async fn main_leaves_before_a_callback_outside_of_the_tracked_task() {
    let tasks = TaskTracker::new();
    let work = tasks.spawn(async {});
    let callback = async {
        work.await.unwrap();
        tasks.spawn(pending::<()>());
    };
    tasks.close();
    tasks.wait().await;
    callback.await;
    assert_eq!(tasks.len(), 1);
}

#[test]
fn main_waits_forever_while_it_has_a_sender_itself() {
    let (running, all_done) = bounded::<()>(1);
    drop(running.clone());
    let mut wait = pin!(all_done.recv());
    assert_eq!(block_on(poll_once(&mut wait)), None);
    drop(running);
    block_on(wait).unwrap_err();
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
