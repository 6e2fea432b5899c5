//! To spawn, and to sleep, on a thread that has nothing to do with a runtime.

use std::sync::mpsc::{self, TryRecvError};
use std::time::Duration;

use classroom::output::{TIME_LIMIT, in_time};
use runtimes::{Tokio, panic_of};
use smol::future;

/// tokio's panic has this in it.
const NO_RUNTIME: &str = "must be called from the context of a Tokio 1.x runtime";

#[test]
fn spawn_outside_panics_tokio() {
    let message = in_time(|| panic_of(|| tokio::spawn(async {})));
    assert!(message.contains(NO_RUNTIME), "{message}");
}

#[test]
fn spawn_outside_works_async_std() {
    let (say, said) = mpsc::channel();
    async_std::task::spawn(async move { say.send(42) });
    assert_eq!(said.recv_timeout(TIME_LIMIT), Ok(42));
}

#[test]
fn spawn_outside_works_smol() {
    let (say, said) = mpsc::channel();
    smol::spawn(async move { say.send(42) }).detach();
    assert_eq!(said.recv_timeout(TIME_LIMIT), Ok(42));
}

/// A runtime's own `spawn` takes tasks from anywhere. What runs them is another question.
#[test]
fn spawn_through_a_handle_runs_at_once_multi_thread() {
    let runtime = Tokio::MultiThread.runtime();
    let (say, said) = mpsc::channel();
    runtime.handle().spawn(async move { say.send(42) });
    assert_eq!(said.recv_timeout(TIME_LIMIT), Ok(42));
}

#[test]
fn spawn_through_a_handle_waits_for_block_on_current_thread() {
    in_time(|| {
        let runtime = Tokio::CurrentThread.runtime();
        let (say, said) = mpsc::channel();
        let task = runtime.handle().spawn(async move { say.send(42) });
        assert_eq!(said.try_recv(), Err(TryRecvError::Empty));
        // There is no thread that could run it: only this one can.
        runtime.block_on(task).unwrap().unwrap();
        assert_eq!(said.try_recv(), Ok(42));
    });
}

const SHORT: Duration = Duration::from_millis(1);

/// The call panics already, not only the await.
#[test]
fn timer_outside_panics_tokio() {
    let message = in_time(|| panic_of(|| tokio::time::sleep(SHORT)));
    assert!(message.contains(NO_RUNTIME), "{message}");
    // Nor does another executor help.
    let message =
        in_time(|| panic_of(|| smol::block_on(async { tokio::time::sleep(SHORT).await })));
    assert!(message.contains(NO_RUNTIME), "{message}");
}

/// This `block_on` polls, and parks its thread; it has no timers of its own.
#[test]
fn timer_outside_works_async_std() {
    in_time(|| future::block_on(async_std::task::sleep(SHORT)));
}

#[test]
fn timer_outside_works_smol() {
    in_time(|| future::block_on(smol::Timer::after(SHORT)));
}

/// A runtime that is built by hand has no timers unless it is told to.
#[test]
fn timer_panics_without_enable_time_tokio() {
    let message = in_time(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        panic_of(|| runtime.block_on(async { tokio::time::sleep(SHORT).await }))
    });
    assert!(message.contains("enable_time"), "{message}");
}

/// smol's and async-std's tasks and timers work in a program whose main is tokio's.
#[test]
fn the_others_work_inside_tokio() {
    in_time(|| {
        Tokio::CurrentThread.runtime().block_on(async {
            smol::Timer::after(SHORT).await;
            async_std::task::sleep(SHORT).await;
            let (a, b) = (smol::spawn(async { 42 }), async_std::task::spawn(async { 42 }));
            assert_eq!(future::zip(a, b).await, (42, 42));
        });
    });
}
