//! What changes from async-std to smol, as `docs/at-work.md` says.

use std::pin::pin;

use smol::Unblock;
use smol::io::{AsyncRead, AsyncWrite};
use smol::stream::StreamExt;

use crate::SHORT;

/// rustc warns of an unused future of an `async fn`. A `Timer` is not one.
#[test]
#[deny(unused_must_use)]
fn an_unused_timer_is_no_warning_smol() {
    smol::Timer::after(SHORT);
}

/// A call of `is_not_unpin` compiles only if the type is not `Unpin`: it could mean two functions if it were.
trait AmbiguousIfUnpin<A> {
    fn is_not_unpin() {}
}

impl<T> AmbiguousIfUnpin<()> for T {}
impl<T: Unpin> AmbiguousIfUnpin<u8> for T {}

/// `next` takes only a stream that is `Unpin`: a reference to one that is pinned, or async-std's receiver as it is.
#[test]
fn a_receiver_must_be_pinned() {
    <smol::channel::Receiver<u32> as AmbiguousIfUnpin<_>>::is_not_unpin();
    let (sender, receiver) = smol::channel::bounded(1);
    sender.try_send(42).unwrap();
    assert_eq!(smol::block_on(pin!(receiver).next()), Some(42));
    let (sender, mut receiver) = async_std::channel::bounded(1);
    sender.try_send(42).unwrap();
    assert_eq!(smol::block_on(receiver.next()), Some(42));
}

#[test]
fn locks_are_the_same() {
    let _: smol::lock::Mutex<u32> = async_std::sync::Mutex::new(42);
    let _: smol::lock::RwLock<u32> = async_std::sync::RwLock::new(42);
    let _: std::sync::Arc<u32> = async_std::sync::Arc::new(42);
}

#[test]
fn paths_are_the_standard_librarys() {
    let _: fn(&async_std::fs::DirEntry) -> async_std::path::PathBuf = |entry| entry.path();
    let _: fn(&smol::fs::DirEntry) -> std::path::PathBuf = |entry| entry.path();
}

/// smol has no types for standard input and output: an `Unblock` has a thread that reads or writes.
#[test]
fn stdin_and_stdout_are_unblocked() {
    let _: [Box<dyn AsyncRead>; 2] =
        [Box::new(async_std::io::stdin()), Box::new(Unblock::new(std::io::stdin()))];
    let _: [Box<dyn AsyncWrite>; 2] =
        [Box::new(async_std::io::stdout()), Box::new(Unblock::new(std::io::stdout()))];
}
