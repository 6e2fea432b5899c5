//! A timeout that takes the handle instead of `&mut task` drops it: does the task continue?

use std::time::Duration;

use smol::Timer;
use smol::channel::{Receiver, Sender, bounded};
use smol::future::or;

const LIMIT: Duration = Duration::from_millis(1);

/// Work that waits until it may continue, and a channel that shows when it has finished.
fn work() -> (Sender<()>, impl Future<Output = ()> + Send + 'static, Receiver<()>) {
    let (go_on, may_go_on) = bounded(1);
    let (done, is_done) = bounded(1);
    let work = async move {
        may_go_on.recv().await.unwrap();
        done.send(()).await.unwrap();
    };
    (go_on, work, is_done)
}

#[tokio::test]
async fn it_continues_on_tokio() {
    let (go_on, work, is_done) = work();
    tokio::time::timeout(LIMIT, tokio::spawn(work)).await.unwrap_err();
    go_on.send(()).await.unwrap();
    is_done.recv().await.unwrap();
}

#[async_std::test]
async fn it_continues_on_async_std() {
    let (go_on, work, is_done) = work();
    async_std::future::timeout(LIMIT, async_std::task::spawn(work)).await.unwrap_err();
    go_on.send(()).await.unwrap();
    is_done.recv().await.unwrap();
}

#[test]
fn it_is_cancelled_on_smol() {
    let (go_on, work, is_done) = work();
    smol::block_on(async {
        or(smol::spawn(work), async { _ = Timer::after(LIMIT).await }).await;
        let _ = go_on.send(()).await;
        is_done.recv().await.unwrap_err();
    });
}
