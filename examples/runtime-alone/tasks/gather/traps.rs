//! When waiting for several things tells main of an error, and what becomes of the others.

use std::future::pending;

use futures::FutureExt;
use futures::future::{Either, ready, try_join_all};
use smol::channel::bounded;
use smol::future::poll_once;

/// Futures that never finish, and a last one that fails at once.
fn futures(count: usize) -> Vec<impl Future<Output = Result<(), &'static str>>> {
    let first = (1..count).map(|_| Either::Left(pending()));
    first.chain([Either::Right(ready(Err("no luck")))]).collect()
}

#[test]
fn with_more_than_30_futures_an_error_waits_for_those_before_it() {
    assert_eq!(try_join_all(futures(30)).now_or_never(), Some(Err("no luck")));
    assert_eq!(try_join_all(futures(31)).now_or_never(), None);
}

#[tokio::test]
async fn a_loop_is_told_of_an_error_only_when_it_comes_to_that_task() {
    let tasks: Vec<_> = futures(2).into_iter().map(tokio::spawn).collect();
    while !tasks[1].is_finished() {
        tokio::task::yield_now().await;
    }
    let each = async {
        for task in tasks {
            task.await.unwrap()?;
        }
        Ok::<_, &str>(())
    };
    assert_eq!(poll_once(each).await, None);
}

#[tokio::test]
async fn the_error_of_a_task_on_tokio_is_in_the_inner_result() {
    let task = tokio::spawn(ready(Err::<(), _>("no luck")));
    assert_eq!(try_join_all([task]).await.unwrap(), [Err("no luck")]);
}

#[test]
fn an_error_cancels_the_tasks_that_it_owns_on_smol() {
    smol::block_on(async {
        let (alive, is_cancelled) = bounded::<()>(1);
        let waits = async move {
            let _alive = alive;
            pending().await
        };
        let tasks = [smol::spawn(waits), smol::spawn(ready(Err("no luck")))];
        assert_eq!(try_join_all(tasks).await.map(|_: Vec<()>| ()), Err("no luck"));
        is_cancelled.recv().await.unwrap_err();
    });
}
