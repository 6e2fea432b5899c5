//! A timer on a thread that belongs to no runtime, and `block_on` inside a runtime.

use std::future::ready;
use std::panic::catch_unwind;

use smol::future::block_on;
use tokio::runtime::{Builder, Handle};
use tokio::task::block_in_place;

use crate::{SHORT, on_tokio};

/// tokio's call panics, before any await. The others' timers run although this `block_on` has none.
#[test]
fn a_timer_outside_of_the_runtime() {
    catch_unwind(|| tokio::time::sleep(SHORT)).unwrap_err();
    block_on(async_std::task::sleep(SHORT));
    block_on(smol::Timer::after(SHORT));
}

/// A runtime that is built by hand has no timers unless they are enabled.
#[test]
#[should_panic(expected = "enable_time")]
fn timer_panics_without_enable_time_tokio() {
    let runtime = Builder::new_current_thread().build().unwrap();
    runtime.block_on(async { tokio::time::sleep(SHORT).await });
}

/// Tasks and timers, and a task of one runtime that awaits a task of another.
#[test]
fn the_others_work_inside_tokio() {
    on_tokio(|| async {
        async_std::task::spawn(smol::spawn(smol::Timer::after(SHORT))).await;
        smol::spawn(async_std::task::spawn(async_std::task::sleep(SHORT))).await;
    });
}

/// The multi-thread runtime moves the thread's other tasks to another thread first.
#[tokio::test(flavor = "multi_thread")]
async fn block_in_place_before_block_on() {
    let task = tokio::spawn(async {
        let other = tokio::spawn(async { 42 });
        block_in_place(|| Handle::current().block_on(other)).unwrap()
    });
    assert_eq!(task.await.unwrap(), 42);
}

#[tokio::test]
#[should_panic(expected = "only when running on the multi-threaded runtime")]
async fn block_in_place_panics_on_the_current_thread_runtime() {
    block_in_place(|| ());
}

/// Main's thread is no worker, so a nested `block_on` there waits while the worker runs the task.
#[test]
fn block_on_in_main_waits_for_a_task_async_std_and_smol() {
    let async_std = async { async_std::task::block_on(async_std::task::spawn(ready(42))) };
    assert_eq!(async_std::task::block_on(async_std), 42);
    assert_eq!(smol::block_on(async { smol::block_on(smol::spawn(ready(42))) }), 42);
}
