//! A task whose handle is dropped, or that panics.

use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};

use classroom::output::{TIME_LIMIT, in_time};
use futures::FutureExt;
use runtimes::{Tokio, on_tokio};

/// Work in two steps, and how it is seen from outside. It says "done" at its end only.
struct Work {
    go_on: smol::channel::Sender<()>,
    said: Receiver<&'static str>,
}

impl Work {
    fn new() -> (Self, impl Future<Output = u32> + Send) {
        let (go_on, may_go_on) = smol::channel::bounded(1);
        let (say, said) = mpsc::channel();
        let work = async move {
            say.send("started").unwrap();
            may_go_on.recv().await.unwrap();
            say.send("done").unwrap();
            42
        };
        (Work { go_on, said }, work)
    }

    /// `Disconnected` if the future has been dropped before it was done.
    fn says(&self) -> Result<&'static str, RecvTimeoutError> {
        self.said.recv_timeout(TIME_LIMIT)
    }
}

/// On a thread outside of the runtime, which must have threads of its own.
pub(crate) fn goes_on_without_its_handle<H>(spawn: impl FnOnce(smol::future::Boxed<u32>) -> H) {
    let (seen, work) = Work::new();
    let handle = spawn(Box::pin(work));
    assert_eq!(seen.says(), Ok("started"));
    drop(handle);
    seen.go_on.try_send(()).unwrap();
    assert_eq!(seen.says(), Ok("done"));
}

#[test]
fn dropped_handle_goes_on_tokio() {
    let runtime = Tokio::MultiThread.runtime();
    goes_on_without_its_handle(|work| runtime.spawn(work));
    in_time(|| {
        Tokio::CurrentThread.runtime().block_on(async {
            let (seen, work) = Work::new();
            let task = tokio::spawn(work);
            drop(task);
            seen.go_on.try_send(()).unwrap();
            while seen.said.try_recv() != Ok("done") {
                tokio::task::yield_now().await;
            }
        });
    });
}

#[test]
fn dropped_handle_goes_on_async_std() {
    goes_on_without_its_handle(async_std::task::spawn);
}

#[test]
fn dropped_handle_is_cancelled_smol() {
    let (seen, work) = Work::new();
    let task = smol::spawn(work);
    assert_eq!(seen.says(), Ok("started"));
    drop(task);
    assert_eq!(seen.says(), Err(RecvTimeoutError::Disconnected));
    // The way out.
    goes_on_without_its_handle(|work| smol::spawn(work).detach());
}

/// The payload is the task's own.
fn is_no_luck(payload: &(dyn std::any::Any + Send)) {
    assert_eq!(payload.downcast_ref(), Some(&"no luck"));
}

async fn failing_work() -> u32 {
    panic!("no luck")
}

#[test]
fn panic_is_an_error_tokio() {
    on_tokio(|| async {
        let error = tokio::spawn(failing_work()).await.unwrap_err();
        is_no_luck(&*error.into_panic());
        // The runtime goes on.
        assert_eq!(tokio::spawn(async { 42 }).await.unwrap(), 42);
    });
}

#[test]
fn panic_panics_again_async_std() {
    in_time(|| {
        async_std::task::block_on(async {
            let task = AssertUnwindSafe(async_std::task::spawn(failing_work()));
            is_no_luck(&*task.catch_unwind().await.unwrap_err());
            assert_eq!(async_std::task::spawn(async { 42 }).await, 42);
        });
    });
}

#[test]
fn panic_panics_again_smol() {
    in_time(|| {
        smol::block_on(async {
            let task = AssertUnwindSafe(smol::spawn(failing_work()));
            is_no_luck(&*task.catch_unwind().await.unwrap_err());
            assert_eq!(smol::spawn(async { 42 }).await, 42);
        });
    });
}
