//! A task that is cancelled.

use std::fmt::Debug;
use std::future::pending;
use std::sync::mpsc;
use std::time::Duration;

use futures::channel::oneshot;
use smol::future::{Boxed, poll_once};
use smol::{Timer, block_on};
use tokio::task::JoinHandle;

use crate::tasks::finishes_without_its_handle;
use crate::{TIME_LIMIT, in_time, running_on_tokio};

/// On tokio, `abort` and then an await; whether that gives an `Err` because of the cancellation.
async fn abort(task: JoinHandle<u32>) -> Result<u32, bool> {
    task.abort();
    task.await.map_err(|error| error.is_cancelled())
}

/// Cancels a suspended task, whose future is dropped first, and tasks until one has finished before.
async fn check<H, T: Debug + PartialEq>(
    spawn: impl Fn(Boxed<u32>) -> H,
    cancel: impl AsyncFn(H) -> T,
    (cancelled, finished): (T, T),
) {
    let (start, started) = oneshot::channel();
    let (guard, dropped) = mpsc::channel::<()>();
    let task = spawn(Box::pin(async move {
        let _guard = guard;
        start.send(()).unwrap();
        pending().await
    }));
    started.await.unwrap();
    assert_eq!(cancel(task).await, cancelled);
    assert_eq!(dropped.try_recv(), Err(mpsc::TryRecvError::Disconnected));
    loop {
        let task = spawn(Box::pin(async { 42 }));
        Timer::after(Duration::from_millis(1)).await;
        if cancel(task).await == finished {
            break;
        }
    }
}

#[test]
fn a_task_is_cancelled() {
    in_time(|| {
        block_on(async {
            for tokio in running_on_tokio() {
                check(|work| tokio.spawn(work), abort, (Err(true), Ok(42))).await;
            }
            let values = (None, Some(42));
            check(async_std::task::spawn, async |task| task.cancel().await, values).await;
            check(smol::spawn, async |task| task.cancel().await, values).await;
        });
    });
}

/// What cancelling gives if it comes during the task's only poll, which returns 42.
fn cancelled_during_the_last_poll<H, T: Debug + PartialEq>(
    spawn: impl FnOnce(Boxed<u32>) -> H,
    cancel: impl AsyncFnOnce(H) -> T,
) -> T {
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
    in_time(|| {
        for tokio in running_on_tokio() {
            let value = cancelled_during_the_last_poll(|work| tokio.spawn(work), abort);
            assert_eq!(value, Ok(42));
        }
        let cancel = async |task: async_std::task::JoinHandle<u32>| task.cancel().await;
        assert_eq!(cancelled_during_the_last_poll(async_std::task::spawn, cancel), None);
        let cancel = async |task: smol::Task<u32>| task.cancel().await;
        assert_eq!(cancelled_during_the_last_poll(smol::spawn, cancel), None);
    });
}

/// `cancel` is an `async fn`, so the call alone does nothing but drop the handle.
#[test]
fn cancel_that_is_not_awaited_does_nothing_async_std() {
    assert!(finishes_without_its_handle(|work| drop(async_std::task::spawn(work).cancel())));
}
