//! A task whose handle is dropped, or that panics.

use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::task::Poll;

use futures::FutureExt;
use smol::future::Boxed;

use crate::{TIME_LIMIT, in_time, running_on_tokio};

/// Whether a task finishes although its handle is dropped while it is suspended.
pub(crate) fn finishes_without_its_handle<H>(spawn: impl FnOnce(Boxed<()>) -> H) -> bool {
    let (resume, resumed) = smol::channel::bounded(1);
    let mut work = Box::pin(async move { resumed.recv().await.unwrap() });
    let (say, said) = mpsc::channel();
    let handle = spawn(Box::pin(poll_fn(move |cx| {
        let poll = work.as_mut().poll(cx);
        say.send(poll).unwrap();
        poll
    })));
    assert_eq!(said.recv_timeout(TIME_LIMIT), Ok(Poll::Pending));
    drop(handle);
    let _ = resume.try_send(());
    match said.recv_timeout(TIME_LIMIT) {
        Ok(poll) => poll.is_ready(),
        Err(RecvTimeoutError::Disconnected) => false,
        Err(RecvTimeoutError::Timeout) => panic!("the task neither finishes nor is dropped"),
    }
}

#[test]
fn a_handle_is_dropped() {
    for tokio in running_on_tokio() {
        assert!(finishes_without_its_handle(|work| tokio.spawn(work)));
    }
    assert!(finishes_without_its_handle(async_std::task::spawn));
    assert!(!finishes_without_its_handle(smol::spawn));
    assert!(finishes_without_its_handle(|work| smol::spawn(work).detach()));
}

async fn failing_work() {
    panic!("no luck")
}

/// The payload arrives, in an error or in another panic, and other tasks can run.
#[test]
fn a_task_panics() {
    in_time(|| {
        smol::block_on(async {
            for tokio in running_on_tokio() {
                let error = tokio.spawn(failing_work()).await.unwrap_err();
                assert_eq!(error.into_panic().downcast_ref(), Some(&"no luck"));
                assert_eq!(tokio.spawn(async { 42 }).await.unwrap(), 42);
            }
            let task = AssertUnwindSafe(async_std::task::spawn(failing_work()));
            let panic = task.catch_unwind().await.unwrap_err();
            assert_eq!(panic.downcast_ref(), Some(&"no luck"));
            assert_eq!(async_std::task::spawn(async { 42 }).await, 42);

            let task = AssertUnwindSafe(smol::spawn(failing_work()));
            let panic = task.catch_unwind().await.unwrap_err();
            assert_eq!(panic.downcast_ref(), Some(&"no luck"));
            assert_eq!(smol::spawn(async { 42 }).await, 42);
        });
    });
}
