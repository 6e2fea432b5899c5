//! A runtime's own `block_on`, called inside the runtime.

use std::sync::mpsc;
use std::time::Duration;

use smol::Timer;
use smol::future::{Boxed, FutureExt};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

use crate::{TIME_LIMIT, in_processes, in_time, on_tokio, panic_of, running_on_tokio};

/// Even with nothing to wait for, in a task and in main.
#[test]
fn block_on_in_a_task_panics_tokio() {
    on_tokio(|| async {
        let block = || panic_of(|| Handle::current().block_on(async {}));
        for message in [tokio::spawn(async move { block() }).await.unwrap(), block()] {
            assert!(message.contains("Cannot start a runtime from within a runtime"), "{message}");
        }
    });
}

/// The multi-thread runtime moves the thread's other tasks to another thread first.
#[test]
fn block_in_place_before_block_on() {
    let [multi_thread, current_thread] = running_on_tokio();
    let waits = async {
        let other = tokio::spawn(async { 42 });
        block_in_place(|| Handle::current().block_on(other)).unwrap()
    };
    assert_eq!(in_time(move || smol::block_on(multi_thread.spawn(waits))).unwrap(), 42);
    let blocks = async { panic_of(|| block_in_place(|| ())) };
    let message = in_time(move || smol::block_on(current_thread.spawn(blocks))).unwrap();
    let refused = "can call blocking only when running on the multi-threaded runtime";
    assert!(message.contains(refused), "{message}");
}

type Runtime = (fn(Boxed<()>), fn(Boxed<bool>) -> bool);

const ASYNC_STD: Runtime = (|task| drop(async_std::task::spawn(task)), async_std::task::block_on);
const SMOL: Runtime = (|task| smol::spawn(task).detach(), smol::block_on);

/// Whether a task that blocks until another task has run continues. After `limit` it gives up. It
/// blocks on a timer first, which works with one worker, too.
fn waits_for_another_task((spawn, block_on): Runtime, limit: Duration) -> bool {
    let after = |time, value| async move {
        Timer::after(time).await;
        value
    };
    let (say, said) = mpsc::channel();
    spawn(Box::pin(async move {
        assert!(block_on(Box::pin(after(Duration::from_millis(1), true))));
        let (run, has_run) = smol::channel::bounded(1);
        spawn(Box::pin(async move { _ = run.send(()).await }));
        let waits = async move { has_run.recv().await.is_ok() };
        say.send(block_on(Box::pin(waits.or(after(limit, false))))).unwrap();
    }));
    said.recv_timeout(TIME_LIMIT).unwrap()
}

#[test]
fn block_on_in_a_task_needs_a_free_worker_async_std_and_smol() {
    let short = Duration::from_millis(100);
    in_processes(
        "blocking::block_on_in_a_task_needs_a_free_worker_async_std_and_smol",
        [
            ("ASYNC_STD_THREAD_COUNT=1", &|| assert!(!waits_for_another_task(ASYNC_STD, short))),
            ("ASYNC_STD_THREAD_COUNT=2", &|| {
                assert!(waits_for_another_task(ASYNC_STD, TIME_LIMIT))
            }),
            ("SMOL_THREADS=1", &|| assert!(!waits_for_another_task(SMOL, short))),
            ("SMOL_THREADS=2", &|| assert!(waits_for_another_task(SMOL, TIME_LIMIT))),
        ],
    );
}

/// Main's thread is no worker, so a nested `block_on` there waits while the worker runs the task.
#[test]
fn block_on_in_main_waits_for_a_task_async_std_and_smol() {
    in_time(|| {
        async_std::task::block_on(async {
            let task = async_std::task::spawn(async { 42 });
            assert_eq!(async_std::task::block_on(task), 42);
        });
        smol::block_on(async {
            let task = smol::spawn(async { 42 });
            assert_eq!(smol::block_on(task), 42);
        });
    });
}
