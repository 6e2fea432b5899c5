//! async-std's names beside smol's, as `docs/at-work.md` has them. That this compiles shows that the
//! names exist; the assertions show what differs.

use std::any::TypeId;
use std::pin::pin;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use smol::future::ready;

use crate::{TIME_LIMIT, in_processes, in_time};

const SHORT: Duration = Duration::from_millis(1);

/// The values of two futures, one on each runtime, one after the other.
pub(crate) fn on_both<A: Send + 'static, S: Send + 'static>(
    async_std: impl Future<Output = A> + Send + 'static,
    smol: impl Future<Output = S> + Send + 'static,
) -> (A, S) {
    in_time(|| (async_std::task::block_on(async_std), smol::block_on(smol)))
}

#[test]
fn block_on_and_spawn() {
    assert_eq!(on_both(async_std::task::spawn(ready(42)), smol::spawn(ready(42))), (42, 42));
}

/// A program may change from one to the other step by step.
#[test]
fn a_task_of_one_can_await_the_others() {
    let async_std = async_std::task::spawn(smol::spawn(ready(42)));
    let smol = smol::spawn(async_std::task::spawn(ready(42)));
    assert_eq!(on_both(async_std, smol), (42, 42));
}

/// A timer returns the time at which it was due.
#[test]
fn sleep_is_a_timer() {
    let start = Instant::now();
    let ((), due) = on_both(async_std::task::sleep(SHORT), smol::Timer::after(SHORT));
    assert!(due >= start + SHORT);
}

/// rustc warns of the unused future of an `async fn`. A `Timer` is none.
#[test]
#[deny(unused_must_use)]
fn an_unused_timer_is_no_warning_smol() {
    smol::Timer::after(SHORT);
}

#[test]
fn yield_now_is_in_future() {
    on_both(async_std::task::yield_now(), smol::future::yield_now());
}

/// Whether a function that waits for a thread runs although its handle is dropped.
fn runs_without_its_handle(spawn: fn(Box<dyn FnOnce() + Send>, bool)) -> bool {
    let (resume, resumed) = mpsc::channel::<()>();
    let (say, said) = mpsc::channel();
    spawn(Box::new(move || _ = resumed.recv_timeout(TIME_LIMIT)), true);
    let dropped = say.clone();
    spawn(Box::new(move || dropped.send("dropped").unwrap()), false);
    spawn(Box::new(move || say.send("kept").unwrap()), true);
    resume.send(()).unwrap();
    said.recv_timeout(TIME_LIMIT) == Ok("dropped")
}

#[test]
fn a_dropped_handle_of_unblock_cancels() {
    let async_std = || {
        let spawn = |function, _| drop(async_std::task::spawn_blocking::<_, ()>(function));
        assert!(runs_without_its_handle(spawn));
    };
    let smol = || {
        assert!(!runs_without_its_handle(|function, keep| {
            let task = smol::unblock(function);
            if keep {
                task.detach();
            }
        }));
    };
    let one_thread = "BLOCKING_MAX_THREADS=1";
    let test = "at_work::a_dropped_handle_of_unblock_cancels";
    in_processes(test, [(one_thread, &async_std), (one_thread, &smol)]);
}

/// A call of `is_not_unpin` compiles only if the type is not `Unpin`: otherwise it could mean two functions.
trait AmbiguousIfUnpin<A> {
    fn is_not_unpin() {}
}

impl<T> AmbiguousIfUnpin<()> for T {}
impl<T: Unpin> AmbiguousIfUnpin<u8> for T {}

fn is_unpin<T: Unpin>(_: &T) {}

/// A receiver that is used as a stream must be pinned first.
#[test]
fn a_receiver_must_be_pinned() {
    use smol::stream::StreamExt;

    let (async_std_sender, mut async_std_receiver) = async_std::channel::unbounded();
    is_unpin(&async_std_receiver);
    let (smol_sender, smol_receiver) = smol::channel::unbounded();
    <smol::channel::Receiver<u32> as AmbiguousIfUnpin<_>>::is_not_unpin();
    let async_std = async move {
        async_std_sender.send(42).await.unwrap();
        async_std_receiver.next().await
    };
    let smol = async move {
        smol_sender.send(42).await.unwrap();
        pin!(smol_receiver).next().await
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
