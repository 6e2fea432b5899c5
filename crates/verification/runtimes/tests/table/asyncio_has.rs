//! What `docs/asyncio-has.md` and the mistakes' headers say, unless a program of `examples/runtime-alone` shows it.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use smol::block_on;
use smol::future::yield_now;

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

/// asyncio's `create_future` has no sender that could be dropped.
#[test]
fn a_dropped_sender_is_an_err_for_the_receiver() {
    let (sender, receiver) = tokio::sync::oneshot::channel::<u32>();
    drop(sender);
    block_on(receiver).unwrap_err();
    let (sender, receiver) = async_std::channel::bounded::<u32>(1);
    drop(sender);
    block_on(receiver.recv()).unwrap_err();
    let (sender, receiver) = smol::channel::bounded::<u32>(1);
    drop(sender);
    block_on(receiver.recv()).unwrap_err();
}

/// A task's future must be `Send`, and these are. async-std's mutex is the same type as smol's.
#[test]
fn the_guard_of_an_async_mutex_may_be_held_across_an_await() {
    on_tokio(|| async {
        let mutex = tokio::sync::Mutex::new(());
        let task = tokio::spawn(async move {
            let _guard = mutex.lock().await;
            yield_now().await;
        });
        task.await.unwrap();
    });
    let mutex = smol::lock::Mutex::new(());
    block_on(smol::spawn(async move {
        let _guard = mutex.lock().await;
        yield_now().await;
    }));
}

/// Without a task, futures may borrow, and need not be `Send`.
#[test]
fn joined_futures_may_borrow() {
    async fn work(names: &str, shared: Rc<u32>) -> usize {
        yield_now().await;
        names.len() + *shared as usize
    }
    let (name, one) = (String::from("work"), Rc::new(1));
    let work = || work(&name, one.clone());
    assert_eq!(block_on(async { tokio::join!(work(), work()) }), (5, 5));
    assert_eq!(block_on(futures::future::join(work(), work())), (5, 5));
    assert_eq!(block_on(smol::future::zip(work(), work())), (5, 5));
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
        Box::pin(async move { if left == 0 { 42 } else { smol::spawn(boxed(left - 1)).await } })
    }
    assert_eq!((block_on(work(3)), block_on(boxed(3))), (42, 42));
}

/// Without the box: error E0733.
#[test]
fn an_async_fn_may_await_itself_in_a_box() {
    async fn count_down(left: u32) -> u32 {
        if left == 0 { 42 } else { Box::pin(count_down(left - 1)).await }
    }
    assert_eq!(block_on(count_down(3)), 42);
}

/// `AsyncFnOnce` cannot require the future to be `Send`, so a task needs the longer signature.
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
    block_on(async {
        then(async { 1 }, async |value| seen.lock().unwrap().push(value)).await;
        let shared = seen.clone();
        spawn_then(async { 2 }, async move |value| shared.lock().unwrap().push(value)).await;
    });
    assert_eq!(*seen.lock().unwrap(), [1, 2]);
}
