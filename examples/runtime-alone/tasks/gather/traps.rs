//! When one fails, do the others continue, and when does main get the error?

use std::future::{pending, ready};

use futures::FutureExt;
use futures::future::{Either, try_join_all};
use smol::channel::{Sender, bounded};

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
async fn the_error_of_a_task_on_tokio_is_in_the_inner_result() {
    let task = tokio::spawn(ready(Err::<(), _>("no luck")));
    assert_eq!(try_join_all([task]).await.unwrap(), [Err("no luck")]);
}

/// Fails at once or never finishes. The channel stays open until this future is dropped.
async fn work(fails: bool, _alive: Sender<()>) -> Result<(), &'static str> {
    if fails { Err("no luck") } else { pending().await }
}

#[test]
fn an_error_cancels_the_futures_and_on_smol_the_tasks() {
    smol::block_on(async {
        let (alive, is_dropped) = bounded(1);
        let futures = [false, true].map(|fails| work(fails, alive.clone()));
        try_join_all(futures).await.unwrap_err();
        assert_eq!(alive.sender_count(), 1);
        let tasks = [false, true].map(|fails| smol::spawn(work(fails, alive.clone())));
        drop(alive);
        try_join_all(tasks).await.unwrap_err();
        is_dropped.recv().await.unwrap_err();
    });
}
