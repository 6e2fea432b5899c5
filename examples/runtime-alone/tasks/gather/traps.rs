//! What becomes of the others when one fails, and when main is told.

use std::future::{pending, ready};

use futures::FutureExt;
use futures::future::{Either, try_join_all};
use smol::channel::bounded;

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

#[test]
fn an_error_cancels_the_futures_and_on_smol_the_tasks() {
    smol::block_on(async {
        let (alive, is_dropped) = bounded::<()>(1);
        let work = |fails| {
            let alive = alive.clone();
            async move {
                let _alive = alive;
                if fails { Err::<(), _>("no luck") } else { pending().await }
            }
        };
        try_join_all([work(false), work(true)]).await.unwrap_err();
        assert_eq!(alive.sender_count(), 1);
        try_join_all([false, true].map(|fails| smol::spawn(work(fails)))).await.unwrap_err();
        drop((work, alive));
        is_dropped.recv().await.unwrap_err();
    });
}
