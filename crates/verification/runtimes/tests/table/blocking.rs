//! A runtime's own `block_on`, called where the runtime is at work already.

use std::sync::mpsc;
use std::time::Duration;

use classroom::output::{TIME_LIMIT, in_time};
use runtimes::{Tokio, again, panic_of, scene};
use smol::Timer;
use smol::future::{self, FutureExt};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

const REFUSAL: &str = "Cannot start a runtime from within a runtime";

/// With nothing to wait for, in a task and in main.
#[test]
fn block_on_in_a_task_panics_tokio() {
    for tokio in Tokio::BOTH {
        let messages = in_time(move || {
            tokio.runtime().block_on(async {
                let block = || panic_of(|| Handle::current().block_on(async {}));
                [tokio::spawn(async move { block() }).await.unwrap(), block()]
            })
        });
        assert!(messages.iter().all(|message| message.contains(REFUSAL)), "{messages:?}");
    }
}

/// This thread's other tasks are moved to another thread first.
#[test]
fn block_in_place_allows_it_multi_thread() {
    in_time(|| {
        Tokio::MultiThread.runtime().block_on(async {
            let task = tokio::spawn(async {
                let other = tokio::spawn(async { 42 });
                block_in_place(|| Handle::current().block_on(other)).unwrap()
            });
            assert_eq!(task.await.unwrap(), 42);
        });
    });
}

#[test]
fn block_in_place_panics_current_thread() {
    let message = in_time(|| {
        let runtime = Tokio::CurrentThread.runtime();
        runtime.block_on(async { panic_of(|| block_in_place(|| ())) })
    });
    assert!(
        message.contains("can call blocking only when running on the multi-threaded runtime"),
        "{message}"
    );
}

type Spawn = fn(future::Boxed<()>);
type BlockOn = fn(future::Boxed<bool>) -> bool;

const ASYNC_STD: (Spawn, BlockOn) =
    (|task| drop(async_std::task::spawn(task)), async_std::task::block_on);
const SMOL: (Spawn, BlockOn) = (|task| smol::spawn(task).detach(), smol::block_on);

/// Whether a task that blocks until another one has run goes on. After `limit` it gives up.
fn waits_for_another_task((spawn, block_on): (Spawn, BlockOn), limit: Duration) -> bool {
    let (say, said) = mpsc::channel();
    spawn(Box::pin(async move {
        let (run, has_run) = smol::channel::bounded(1);
        spawn(Box::pin(async move { _ = run.send(()).await }));
        let waits = async move { has_run.recv().await.is_ok() };
        let gives_up = async move {
            Timer::after(limit).await;
            false
        };
        say.send(block_on(Box::pin(waits.or(gives_up)))).unwrap();
    }));
    said.recv_timeout(TIME_LIMIT).unwrap()
}

/// To block on a timer works with one worker, too; to wait for a task takes a second worker.
fn works_with_a_second_worker(test: &str, runtime: (Spawn, BlockOn), variable: &'static str) {
    match scene().as_deref() {
        Some("one worker") => {
            let (spawn, block_on) = runtime;
            let (say, said) = mpsc::channel();
            spawn(Box::pin(async move {
                let timer = async {
                    Timer::after(Duration::from_millis(1)).await;
                    true
                };
                say.send(block_on(Box::pin(timer))).unwrap();
            }));
            assert_eq!(said.recv_timeout(TIME_LIMIT), Ok(true));
            assert!(!waits_for_another_task(runtime, Duration::from_millis(300)));
        }
        Some(_) => assert!(waits_for_another_task(runtime, TIME_LIMIT)),
        None => {
            let scenes = [("one worker", "1"), ("two workers", "2")];
            let _ = again(test, scenes.map(|(scene, number)| (scene, Some((variable, number)))));
        }
    }
}

#[test]
fn block_on_in_a_task_needs_a_free_worker_async_std() {
    let test = "blocking::block_on_in_a_task_needs_a_free_worker_async_std";
    works_with_a_second_worker(test, ASYNC_STD, "ASYNC_STD_THREAD_COUNT");
}

#[test]
fn block_on_in_a_task_needs_a_free_worker_smol() {
    let test = "blocking::block_on_in_a_task_needs_a_free_worker_smol";
    works_with_a_second_worker(test, SMOL, "SMOL_THREADS");
}

/// Main's thread is no worker. So a nested `block_on` there waits, and the worker runs the task.
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
