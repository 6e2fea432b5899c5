//! Spawning and sleeping on a thread that has nothing to do with a runtime.

use std::sync::mpsc::{self, TryRecvError};
use std::time::Duration;

use smol::Timer;
use smol::future::{Boxed, block_on, zip};

use crate::{TIME_LIMIT, in_time, panic_of, tokio_runtimes};

/// tokio's panic contains this.
const NO_RUNTIME: &str =
    "there is no reactor running, must be called from the context of a Tokio 1.x runtime";

const SHORT: Duration = Duration::from_millis(1);

fn runs<H>(spawn: impl FnOnce(Boxed<()>) -> H) -> bool {
    let (say, said) = mpsc::channel();
    let _handle = spawn(Box::pin(async move { say.send(()).unwrap() }));
    said.recv_timeout(TIME_LIMIT).is_ok()
}

#[test]
fn spawn_outside_of_the_runtime() {
    assert!(panic_of(|| tokio::spawn(async {})).contains(NO_RUNTIME));
    assert!(runs(async_std::task::spawn));
    assert!(runs(smol::spawn));
}

/// tokio's call panics already, not only the await, on another executor, too. The others' timers run
/// although this `block_on` has none.
#[test]
fn a_timer_outside_of_the_runtime() {
    assert!(panic_of(|| tokio::time::sleep(SHORT)).contains(NO_RUNTIME));
    assert!(panic_of(|| block_on(async { tokio::time::sleep(SHORT).await })).contains(NO_RUNTIME));
    in_time(|| block_on(async_std::task::sleep(SHORT)));
    in_time(|| block_on(Timer::after(SHORT)));
}

/// A runtime's own `spawn` takes tasks from anywhere. The multi-thread runtime runs them at once; the
/// current-thread one has no thread that could, until its `block_on` is called.
#[test]
fn spawn_through_a_handle() {
    let [multi_thread, current_thread] = tokio_runtimes();
    assert!(runs(|work| multi_thread.handle().spawn(work)));
    in_time(move || {
        let (say, said) = mpsc::channel();
        let task = current_thread.handle().spawn(async move { say.send(42) });
        assert_eq!(said.try_recv(), Err(TryRecvError::Empty));
        current_thread.block_on(task).unwrap().unwrap();
        assert_eq!(said.try_recv(), Ok(42));
    });
}

/// A runtime that is built by hand has no timers unless they are enabled.
#[test]
fn timer_panics_without_enable_time_tokio() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let sleep = || runtime.block_on(async { tokio::time::sleep(SHORT).await });
    assert!(panic_of(sleep).contains("enable_time"));
}

/// smol's and async-std's tasks and timers work in a program whose main is tokio's.
#[test]
fn the_others_work_inside_tokio() {
    crate::on_tokio(|| async {
        Timer::after(SHORT).await;
        async_std::task::sleep(SHORT).await;
        let (a, b) = (smol::spawn(async { 42 }), async_std::task::spawn(async { 42 }));
        assert_eq!(zip(a, b).await, (42, 42));
    });
}
