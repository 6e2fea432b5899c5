//! `?` returns at the first error and drops the handle of a task that still works: does that task continue?

use smol::channel::{Receiver, Sender, bounded};

/// Work that waits until it may continue, and how to see that it has finished.
fn work() -> (Sender<()>, impl Future<Output = ()> + Send + 'static, Receiver<()>) {
    let (go_on, may_go_on) = bounded(1);
    let (done, is_done) = bounded(1);
    let work = async move {
        may_go_on.recv().await.unwrap();
        done.send(()).await.unwrap();
    };
    (go_on, work, is_done)
}

async fn returns_early<T>(task: impl Future<Output = T>) -> Result<T, &'static str> {
    async { Err("the first error") }.await?;
    Ok(task.await)
}

#[tokio::test]
async fn it_continues_on_tokio() {
    let (go_on, work, is_done) = work();
    returns_early(tokio::spawn(work)).await.unwrap_err();
    go_on.send(()).await.unwrap();
    is_done.recv().await.unwrap();
}

#[async_std::test]
async fn it_continues_on_async_std() {
    let (go_on, work, is_done) = work();
    returns_early(async_std::task::spawn(work)).await.unwrap_err();
    go_on.send(()).await.unwrap();
    is_done.recv().await.unwrap();
}

#[test]
fn it_is_cancelled_on_smol() {
    let (go_on, work, _is_done) = work();
    let executor = smol::Executor::new();
    smol::block_on(returns_early(executor.spawn(work))).unwrap_err();
    while executor.try_tick() {}
    assert!(go_on.is_closed());
}
