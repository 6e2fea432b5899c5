//! A task that is cancelled late, or whose cancellation is not awaited.

use std::sync::mpsc;
use std::thread;

use futures::channel::oneshot;
use smol::block_on;
use smol::future::{Boxed, poll_once};
use tokio::task::JoinHandle;

use crate::{SHORT, TIME_LIMIT, running_on_tokio};

async fn abort(task: JoinHandle<u32>) -> Option<u32> {
    task.abort();
    task.await.ok()
}

/// What cancelling gives if it comes during the task's only poll, which returns 42.
fn cancelled_during_the_last_poll<H, F: Future<Output = Option<u32>>>(
    spawn: impl FnOnce(Boxed<u32>) -> H,
    cancel: impl FnOnce(H) -> F,
) -> Option<u32> {
    let (start, started) = mpsc::channel();
    let (resume, resumed) = mpsc::channel::<()>();
    let task = spawn(Box::pin(async move {
        start.send(()).unwrap();
        resumed.recv_timeout(TIME_LIMIT).unwrap();
        start.send(()).unwrap();
        42
    }));
    started.recv_timeout(TIME_LIMIT).unwrap();
    let mut cancelled = Box::pin(cancel(task));
    assert_eq!(block_on(poll_once(&mut cancelled)), None);
    resume.send(()).unwrap();
    let value = block_on(cancelled);
    started.try_recv().expect("the task runs until it returns");
    value
}

#[test]
fn a_task_is_cancelled_during_its_last_poll() {
    for tokio in running_on_tokio() {
        let value = cancelled_during_the_last_poll(|work| tokio.spawn(work), abort);
        assert_eq!(value, Some(42));
    }
    let cancel = async_std::task::JoinHandle::cancel;
    assert_eq!(cancelled_during_the_last_poll(async_std::task::spawn, cancel), None);
    assert_eq!(cancelled_during_the_last_poll(smol::spawn, smol::Task::cancel), None);
}

/// Cancels tasks until one has finished before its cancellation.
fn cancelled_after_its_end<H, F: Future<Output = Option<u32>>>(
    spawn: impl Fn(Boxed<u32>) -> H,
    cancel: impl Fn(H) -> F,
) {
    let finishes_first = || {
        let task = spawn(Box::pin(async { 42 }));
        thread::sleep(SHORT);
        block_on(cancel(task)) == Some(42)
    };
    while !finishes_first() {}
}

#[test]
fn a_task_that_has_finished_gives_its_value() {
    for tokio in running_on_tokio() {
        cancelled_after_its_end(|work| tokio.spawn(work), abort);
    }
    cancelled_after_its_end(async_std::task::spawn, async_std::task::JoinHandle::cancel);
    cancelled_after_its_end(smol::spawn, smol::Task::cancel);
}

/// `cancel` is an `async fn`, so the call alone does nothing but drop the handle.
#[async_std::test]
async fn cancel_that_is_not_awaited_does_nothing_async_std() {
    let (resume, resumed) = oneshot::channel();
    let (done, is_done) = oneshot::channel();
    let task = async_std::task::spawn(async { done.send(resumed.await) });
    drop(task.cancel());
    resume.send(()).unwrap();
    is_done.await.unwrap().unwrap();
}
