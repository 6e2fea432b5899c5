//! async-std's names beside smol's, as `docs/at-work.md` has them. That this compiles says that the
//! names are there; the assertions say what differs.

use std::any::TypeId;
use std::marker::PhantomData;
use std::pin::pin;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use classroom::output::{TIME_LIMIT, in_time};
use runtimes::{again, scene};

const SHORT: Duration = Duration::from_millis(1);

/// What two futures are ready with, one on each runtime, one after the other.
pub(crate) fn on_both<A: Send + 'static, S: Send + 'static>(
    async_std: impl Future<Output = A> + Send + 'static,
    smol: impl Future<Output = S> + Send + 'static,
) -> (A, S) {
    in_time(|| (async_std::task::block_on(async_std), smol::block_on(smol)))
}

#[test]
fn block_on_and_spawn() {
    let async_std = async { async_std::task::spawn(async { 42 }).await };
    let smol = async { smol::spawn(async { 42 }).await };
    assert_eq!(on_both(async_std, smol), (42, 42));
}

/// A program may go over step by step.
#[test]
fn a_task_of_one_can_await_the_others() {
    let async_std = async { async_std::task::spawn(smol::spawn(async { 42 })).await };
    let smol = async { smol::spawn(async_std::task::spawn(async { 42 })).await };
    assert_eq!(on_both(async_std, smol), (42, 42));
}

/// A timer is ready with the time at which it was due.
#[test]
fn sleep_is_a_timer() {
    let start = Instant::now();
    let ((), due) = on_both(async_std::task::sleep(SHORT), smol::Timer::after(SHORT));
    assert!(due >= start + SHORT);
}

/// A `Timer` is no `async fn`'s future, of which rustc would warn.
#[test]
#[deny(unused_must_use)]
fn an_unused_timer_is_no_warning_smol() {
    smol::Timer::after(SHORT);
}

#[test]
fn timeout_is_the_first_of_two() {
    use smol::future::{FutureExt, pending};

    let smol = async {
        let work = async { Some(pending::<u32>().await) };
        let too_late = async {
            smol::Timer::after(SHORT).await;
            None
        };
        work.or(too_late).await
    };
    let async_std = async_std::future::timeout(SHORT, pending::<u32>());
    let (async_std, smol) = on_both(async_std, smol);
    assert!(async_std.is_err());
    assert_eq!(smol, None);
}

#[test]
fn yield_now_is_in_future() {
    let _ = on_both(async_std::task::yield_now(), smol::future::yield_now());
}

#[test]
fn spawn_blocking_is_unblock() {
    assert_eq!(on_both(async_std::task::spawn_blocking(|| 42), smol::unblock(|| 42)), (42, 42));
}

/// Of a function that waits for its thread: whether it runs although its handle is dropped.
fn runs_without_its_handle(spawn: fn(Box<dyn FnOnce() + Send>, bool)) -> bool {
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let (say, said) = mpsc::channel();
    spawn(Box::new(move || _ = may_go_on.recv_timeout(TIME_LIMIT)), true);
    let dropped = say.clone();
    spawn(Box::new(move || dropped.send("dropped").unwrap()), false);
    spawn(Box::new(move || say.send("kept").unwrap()), true);
    go_on.send(()).unwrap();
    said.recv_timeout(TIME_LIMIT) == Ok("dropped")
}

#[test]
fn a_dropped_handle_of_unblock_cancels() {
    match scene().as_deref() {
        None => {
            let one_thread = Some(("BLOCKING_MAX_THREADS", "1"));
            let test = "at_work::a_dropped_handle_of_unblock_cancels";
            let _ = again(test, [("async-std", one_thread), ("smol", one_thread)]);
        }
        Some("smol") => assert!(!runs_without_its_handle(|function, keep| {
            let task = smol::unblock(function);
            if keep {
                task.detach();
            }
        })),
        Some(_) => assert!(runs_without_its_handle(|function, _| {
            drop(async_std::task::spawn_blocking(function));
        })),
    }
}

/// `Probe(PhantomData::<T>).is_unpin()`: its own method, if it has one, goes before that of a trait.
struct Probe<T>(PhantomData<T>);

impl<T: Unpin> Probe<T> {
    fn is_unpin(&self) -> bool {
        true
    }
}

trait IsNot {
    fn is_unpin(&self) -> bool {
        false
    }
}

impl<T> IsNot for Probe<T> {}

/// A receiver that is used as a stream must be pinned first.
#[test]
fn a_receiver_must_be_pinned() {
    assert!(Probe(PhantomData::<async_std::channel::Receiver<()>>).is_unpin());
    assert!(!Probe(PhantomData::<smol::channel::Receiver<()>>).is_unpin());

    let async_std = async {
        use async_std::prelude::*;
        let (sender, mut receiver) = async_std::channel::unbounded();
        sender.send(42).await.unwrap();
        receiver.next().await
    };
    let smol = async {
        use smol::prelude::*;
        let (sender, receiver) = smol::channel::unbounded();
        sender.send(42).await.unwrap();
        pin!(receiver).next().await
    };
    assert_eq!(on_both(async_std, smol), (Some(42), Some(42)));
}

#[test]
fn locks_are_the_same() {
    use async_std::sync::{Mutex, RwLock};

    assert_eq!(TypeId::of::<Mutex<u32>>(), TypeId::of::<smol::lock::Mutex<u32>>());
    assert_eq!(TypeId::of::<RwLock<u32>>(), TypeId::of::<smol::lock::RwLock<u32>>());
    assert_eq!(TypeId::of::<async_std::sync::Arc<u32>>(), TypeId::of::<std::sync::Arc<u32>>());
}
