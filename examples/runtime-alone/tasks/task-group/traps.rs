//! What cancels a group's tasks without waiting for their destructors, and what waits.

use std::future::pending;

use smol::LocalExecutor;
use smol::channel::TryRecvError::{Closed, Empty};
use smol::channel::{Receiver, bounded};
use tokio::task::JoinSet;

/// Work that never finishes, and a channel that is closed by its destructor.
fn work() -> (impl Future<Output = ()> + Send + 'static, Receiver<()>) {
    let (alive, is_gone) = bounded::<()>(1);
    let work = async move {
        let _alive = alive;
        pending().await
    };
    (work, is_gone)
}

#[tokio::test]
async fn abort_all_does_not_wait_and_shutdown_does() {
    let (work, is_gone) = work();
    let mut group = JoinSet::from_iter([work]);
    group.abort_all();
    assert_eq!(is_gone.try_recv(), Err(Empty));
    group.shutdown().await;
    assert_eq!(is_gone.try_recv(), Err(Closed));
}

#[tokio::test]
async fn a_group_that_is_dropped_does_not_wait_on_tokio() {
    let (work, is_gone) = work();
    drop(JoinSet::from_iter([work]));
    assert_eq!(is_gone.try_recv(), Err(Empty));
    is_gone.recv().await.unwrap_err();
}

#[test]
fn a_handle_that_is_dropped_does_not_wait_on_smol_and_cancel_does() {
    let executor = LocalExecutor::new();
    smol::block_on(executor.run(async {
        let (first, is_gone) = work();
        drop(executor.spawn(first));
        assert_eq!(is_gone.try_recv(), Err(Empty));
        is_gone.recv().await.unwrap_err();
        let (second, is_gone) = work();
        executor.spawn(second).cancel().await;
        assert_eq!(is_gone.try_recv(), Err(Closed));
    }));
}
