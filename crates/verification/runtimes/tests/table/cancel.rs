//! A task that is cancelled.

use std::future::pending;
use std::pin::Pin;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use classroom::output::{TIME_LIMIT, in_time};
use futures::channel::oneshot;
use runtimes::{Tokio, on_tokio};

use crate::tasks::goes_on_without_its_handle;

/// Says on its channel that it is dropped.
struct Dropped(Sender<()>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.send(()).unwrap();
    }
}

/// A task that waits for ever; what tells that it has started; and that its future has been dropped.
fn endless() -> (impl Future<Output = u32> + Send, oneshot::Receiver<()>, Receiver<()>) {
    let (start, started) = oneshot::channel();
    let (say, dropped) = mpsc::channel();
    let work = async move {
        let _guard = Dropped(say);
        start.send(()).unwrap();
        pending().await
    };
    (work, started, dropped)
}

#[test]
fn cancel_tokio() {
    on_tokio(|| async {
        let (work, started, dropped) = endless();
        let task = tokio::spawn(work);
        started.await.unwrap();
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        dropped.try_recv().expect("the future is dropped before the await returns");
        // Too late.
        let task = tokio::spawn(async { 42 });
        while !task.is_finished() {
            tokio::task::yield_now().await;
        }
        task.abort();
        assert_eq!(task.await.unwrap(), 42);
    });
}

#[test]
fn cancel_async_std() {
    in_time(|| {
        async_std::task::block_on(async {
            let (work, started, dropped) = endless();
            let task = async_std::task::spawn(work);
            started.await.unwrap();
            assert_eq!(task.cancel().await, None);
            dropped.try_recv().expect("the future is dropped before the await returns");
            // Too late, once it is done, of which async-std does not tell.
            loop {
                let task = async_std::task::spawn(async { 42 });
                async_std::task::sleep(Duration::from_millis(1)).await;
                if task.cancel().await == Some(42) {
                    break;
                }
            }
        });
    });
}

#[test]
fn cancel_smol() {
    in_time(|| {
        smol::block_on(async {
            let (work, started, dropped) = endless();
            let task = smol::spawn(work);
            started.await.unwrap();
            assert_eq!(task.cancel().await, None);
            dropped.try_recv().expect("the future is dropped before the await returns");
            // Too late.
            let task = smol::spawn(async { 42 });
            while !task.is_finished() {
                smol::future::yield_now().await;
            }
            assert_eq!(task.cancel().await, Some(42));
        });
    });
}

/// A task in the middle of its only poll, what lets it go on, and what tells that it is about to end.
fn busy() -> (impl Future<Output = u32> + Send, Receiver<()>, Sender<()>, Receiver<()>) {
    let (start, started) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel();
    let (end, ended) = mpsc::channel();
    let work = async move {
        start.send(()).unwrap();
        may_go_on.recv_timeout(TIME_LIMIT).unwrap();
        end.send(()).unwrap();
        42
    };
    (work, started, go_on, ended)
}

/// It keeps its value.
#[test]
fn cancel_during_the_last_poll_tokio() {
    let runtime = Tokio::MultiThread.runtime();
    let (work, started, go_on, ended) = busy();
    let task = runtime.spawn(work);
    started.recv_timeout(TIME_LIMIT).unwrap();
    task.abort();
    go_on.send(()).unwrap();
    assert_eq!(in_time(|| smol::block_on(task)).unwrap(), 42);
    ended.try_recv().unwrap();
}

/// It runs to its end, and its value is dropped.
#[test]
fn cancel_during_the_last_poll_async_std_and_smol() {
    type Cancel = Pin<Box<dyn Future<Output = Option<u32>>>>;
    type Spawn = fn(smol::future::Boxed<u32>) -> Cancel;
    let on_async_std: Spawn = |work| Box::pin(async_std::task::spawn(work).cancel());
    let on_smol: Spawn = |work| Box::pin(smol::spawn(work).cancel());
    for spawn in [on_async_std, on_smol] {
        in_time(move || {
            let (work, started, go_on, ended) = busy();
            let mut cancel = spawn(Box::pin(work));
            started.recv_timeout(TIME_LIMIT).unwrap();
            assert_eq!(smol::block_on(smol::future::poll_once(&mut cancel)), None);
            go_on.send(()).unwrap();
            assert_eq!(smol::block_on(cancel), None);
            ended.try_recv().unwrap();
        });
    }
}

/// `cancel` is an `async fn`, so the call alone does nothing but drop the handle.
#[test]
fn cancel_that_is_not_awaited_does_nothing_async_std() {
    goes_on_without_its_handle(|work| drop(async_std::task::spawn(work).cancel()));
}
