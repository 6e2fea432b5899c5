//! What a set of tasks drops and keeps, and what runs while nothing awaits it.

use std::future::{pending, ready};

use futures::FutureExt;
use futures::stream::{FuturesUnordered, StreamExt};
use smol::channel::{Receiver, Sender, bounded};
use tokio::task::{JoinSet, yield_now};

/// Work that finishes when told to. The receiver learns whether it was cancelled instead.
fn work() -> (Sender<()>, impl Future<Output = ()> + Send, Receiver<&'static str>) {
    let (finish, may_finish) = bounded(1);
    let (tell, told) = bounded(1);
    let work = async move {
        may_finish.recv().await.unwrap();
        tell.send("finished").await.unwrap();
    };
    (finish, work, told)
}

#[tokio::test]
async fn a_set_that_is_dropped_cancels_its_tasks_on_tokio() {
    let (finish, work, told) = work();
    drop(JoinSet::from_iter([work]));
    let _ = finish.send(()).await;
    told.recv().await.unwrap_err();
}

#[tokio::test]
async fn a_set_that_is_dropped_cancels_its_tasks_on_smol() {
    let (finish, work, told) = work();
    drop(FuturesUnordered::from_iter([smol::spawn(work)]));
    let _ = finish.send(()).await;
    told.recv().await.unwrap_err();
}

#[tokio::test]
async fn a_set_that_is_dropped_lets_its_tasks_continue_on_async_std() {
    let (finish, work, told) = work();
    drop(FuturesUnordered::from_iter([async_std::task::spawn(work)]));
    finish.send(()).await.unwrap();
    assert_eq!(told.recv().await, Ok("finished"));
}

#[tokio::test]
async fn a_join_set_keeps_a_result_until_it_is_taken() {
    let (finish, work, told) = work();
    let mut tasks = JoinSet::from_iter([work]);
    finish.send(()).await.unwrap();
    told.recv().await.unwrap();
    yield_now().await;
    assert_eq!(tasks.len(), 1);
    tasks.join_next().await.unwrap().unwrap();
    assert_eq!(tasks.len(), 0);
}

#[tokio::test]
async fn a_plain_future_runs_only_while_next_is_awaited() {
    let (finish, work, told) = work();
    let mut futures = FuturesUnordered::from_iter([work]);
    finish.send(()).await.unwrap();
    yield_now().await;
    told.try_recv().unwrap_err();
    futures.next().await;
    assert_eq!(told.recv().await, Ok("finished"));
}

#[test]
fn an_error_is_returned_at_once_with_any_number() {
    let first = (0..100).map(|_| pending::<Result<(), &str>>().left_future());
    let mut futures: FuturesUnordered<_> =
        first.chain([ready(Err("no luck")).right_future()]).collect();
    assert_eq!(futures.next().now_or_never(), Some(Some(Err("no luck"))));
}
