//! What `docs/asyncio-has.md` and the mistakes' headers say where no program of `examples/runtime-alone` shows it.

use std::cell::Cell;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use futures::future::{join, join_all};
use futures::stream::{self, StreamExt};
use smol::future::{poll_once, yield_now};
use tokio::runtime::LocalRuntime;

use crate::at_work::on_both;
use crate::on_tokio;

/// asyncio copies the context variables of the caller.
#[test]
fn a_task_does_not_inherit_task_locals() {
    tokio::task_local! { static TOKIO: u32; }
    async_std::task_local! { static ASYNC_STD: Cell<u32> = Cell::new(0); }

    on_tokio(|| {
        TOKIO.scope(42, async {
            assert_eq!(TOKIO.get(), 42);
            tokio::spawn(async { TOKIO.try_with(|_| ()).unwrap_err() }).await.unwrap();
        })
    });
    async_std::task::block_on(async {
        ASYNC_STD.with(|it| it.set(42));
        let inherited = async_std::task::spawn(async { ASYNC_STD.with(Cell::get) }).await;
        assert_eq!((ASYNC_STD.with(Cell::get), inherited), (42, 0));
    });
}

/// Each lists itself twice, with an await in between. The futures are `Send`, as that of a task must be.
#[test]
fn the_guard_of_an_async_mutex_may_be_held_across_an_await() {
    async fn list(list: Arc<tokio::sync::Mutex<Vec<u32>>>, number: u32) {
        let mut list = list.lock().await;
        list.push(number);
        yield_now().await;
        list.push(number);
    }
    on_tokio(|| async {
        let both = Arc::new(tokio::sync::Mutex::new(Vec::new()));
        let tasks = [1, 2].map(|number| tokio::spawn(list(both.clone(), number)));
        join_all(tasks).await;
        let both = both.lock().await;
        assert!(**both == [1, 1, 2, 2] || **both == [2, 2, 1, 1], "{both:?}");
    });
    // async-std's is the same type as smol's.
    let mutex = Arc::new(smol::lock::Mutex::new(()));
    smol::block_on(smol::spawn(async move {
        let _guard = mutex.lock().await;
        yield_now().await;
    }));
}

#[test]
fn a_watch_channel_is_a_condition() {
    let (number, mut watch) = tokio::sync::watch::channel(0);
    let mut is_42 = pin!(watch.wait_for(|&number| number == 42));
    smol::block_on(async {
        number.send_replace(41);
        assert!(poll_once(&mut is_42).await.is_none());
        number.send_replace(42);
        assert_eq!(*is_42.await.unwrap(), 42);
    });
}

#[test]
fn one_task_at_a_barrier_is_its_leader() {
    let (tokio, smol) = (tokio::sync::Barrier::new(2), smol::lock::Barrier::new(2));
    smol::block_on(async {
        let (one, other) = join(tokio.wait(), tokio.wait()).await;
        assert_ne!(one.is_leader(), other.is_leader());
        let (one, other) = join(smol.wait(), smol.wait()).await;
        assert_ne!(one.is_leader(), other.is_leader());
    });
}

#[test]
fn unfold_is_an_async_generator() {
    let numbers = stream::unfold(0, async |last| {
        yield_now().await;
        (last < 3).then_some((last + 1, last + 1))
    });
    assert_eq!(smol::block_on(numbers.collect::<Vec<_>>()), [1, 2, 3]);
}

/// Without a task, futures may borrow, and need not be `Send`.
#[test]
fn joined_futures_may_borrow() {
    async fn work(names: &str, shared: Rc<u32>) -> usize {
        yield_now().await;
        names.len() + *shared as usize
    }
    let (name, one) = (String::from("work"), Rc::new(1));
    let both = || (work(&name, one.clone()), work(&name, one.clone()));
    on_tokio(|| async {
        let (name, one) = (String::from("work"), Rc::new(1));
        assert_eq!(tokio::join!(work(&name, one.clone()), work(&name, one.clone())), (5, 5));
    });
    assert_eq!(async_std::task::block_on(join(both().0, both().1)), (5, 5));
    assert_eq!(smol::block_on(smol::future::zip(both().0, both().1)), (5, 5));
}

#[test]
fn a_local_runtime_runs_tasks_that_are_not_send() {
    let name = Rc::new("work");
    let task = async { tokio::task::spawn_local(async move { name.len() }).await.unwrap() };
    assert_eq!(LocalRuntime::new().unwrap().block_on(task), 4);
}

/// The return type says that the future is `Send`, so rustc need not find it out from the function itself.
#[test]
#[expect(
    clippy::manual_async_fn,
    reason = "with `async fn`, as Clippy proposes, it is error E0283"
)]
fn a_task_may_spawn_the_next_if_its_type_says_send() {
    fn work(left: u32) -> impl Future<Output = u32> + Send {
        async move { if left == 0 { 42 } else { smol::spawn(work(left - 1)).await } }
    }
    fn boxed(left: u32) -> Pin<Box<dyn Future<Output = u32> + Send>> {
        Box::pin(async move {
            if left == 0 { 42 } else { async_std::task::spawn(boxed(left - 1)).await }
        })
    }
    assert_eq!(on_both(boxed(3), work(3)), (42, 42));
}

/// Without the box: error E0733.
#[test]
fn an_async_fn_may_await_itself_in_a_box() {
    async fn count_down(left: u32) -> u32 {
        if left == 0 { 42 } else { Box::pin(count_down(left - 1)).await }
    }
    assert_eq!(smol::block_on(count_down(3)), 42);
}

/// With `AsyncFnOnce` the future cannot be required to be `Send`, so a task takes the longer way.
#[test]
fn a_function_can_take_an_async_callback() {
    async fn then(work: impl Future<Output = u32>, callback: impl AsyncFnOnce(u32)) {
        callback(work.await).await;
    }
    fn spawn_then<F: Future<Output = ()> + Send>(
        work: impl Future<Output = u32> + Send + 'static,
        callback: impl FnOnce(u32) -> F + Send + 'static,
    ) -> smol::Task<()> {
        smol::spawn(async move { callback(work.await).await })
    }
    let seen = Arc::new(Mutex::new(Vec::new()));
    smol::block_on(async {
        then(async { 1 }, async |value| seen.lock().unwrap().push(value)).await;
        let shared = seen.clone();
        spawn_then(async { 2 }, async move |value| shared.lock().unwrap().push(value)).await;
    });
    assert_eq!(*seen.lock().unwrap(), [1, 2]);
}
