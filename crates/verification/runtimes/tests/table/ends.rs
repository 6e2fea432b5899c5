//! What becomes of tasks that are pending when main returns.

use std::future::pending;

use futures::channel::oneshot;
use runtimes::{again, scene};
use smol::Executor;

const DROPPED: &str = "the task's future is dropped";

/// Says so when it is dropped.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        println!("{DROPPED}");
    }
}

/// A task that never ends, and what tells that it has started.
fn endless() -> (impl Future<Output = ()> + Send + 'static, oneshot::Receiver<()>) {
    let (start, started) = oneshot::channel();
    let work = async move {
        let _guard = Guard;
        start.send(()).unwrap();
        pending().await
    };
    (work, started)
}

#[tokio::main]
async fn tokio_multi_thread() {
    let (work, started) = endless();
    tokio::spawn(work);
    started.await.unwrap();
}

#[tokio::main(flavor = "current_thread")]
async fn tokio_current_thread() {
    let (work, started) = endless();
    tokio::spawn(work);
    started.await.unwrap();
}

/// async-std's attribute takes no other name than `main`.
mod async_std_program {
    #[async_std::main]
    pub async fn main() {
        let (work, started) = super::endless();
        async_std::task::spawn(work);
        started.await.unwrap();
    }
}

fn smol() {
    smol::block_on(async {
        let (work, started) = endless();
        smol::spawn(work).detach();
        started.await.unwrap();
    });
}

/// An executor of one's own is dropped with main's other locals.
fn smol_executor() {
    let executor = Executor::new();
    smol::block_on(executor.run(async {
        let (work, started) = endless();
        executor.spawn(work).detach();
        started.await.unwrap();
    }));
}

/// Runs mains, each in a process of its own, which ends when its main has returned. Says of each
/// whether the task's future was dropped. In such a process: nothing, and the test is to return.
fn dropped<const N: usize>(test: &str, mains: [(&str, fn()); N]) -> Option<[bool; N]> {
    if let Some(scene) = scene() {
        let (_, main) = mains.into_iter().find(|(name, _)| *name == scene).unwrap();
        main();
        println!("main returns");
        return None;
    }
    let outputs = again(test, mains.map(|(name, _)| (name, None)));
    Some(outputs.map(|output| {
        assert!(output.stdout.contains("main returns"), "{output:?}");
        output.stdout.contains(DROPPED)
    }))
}

#[test]
fn main_returns_and_destructors_run_tokio() {
    let mains: [(_, fn()); 2] =
        [("multi-thread", tokio_multi_thread), ("current-thread", tokio_current_thread)];
    let dropped = dropped("ends::main_returns_and_destructors_run_tokio", mains);
    assert!(dropped.is_none_or(|dropped| dropped == [true, true]), "{dropped:?}");
}

#[test]
fn main_returns_and_no_destructor_runs_async_std() {
    let test = "ends::main_returns_and_no_destructor_runs_async_std";
    let dropped = dropped(test, [("main", async_std_program::main)]);
    assert!(dropped.is_none_or(|dropped| dropped == [false]), "{dropped:?}");
}

#[test]
fn main_returns_and_no_destructor_runs_smol() {
    let dropped = dropped("ends::main_returns_and_no_destructor_runs_smol", [("main", smol)]);
    assert!(dropped.is_none_or(|dropped| dropped == [false]), "{dropped:?}");
}

#[test]
fn an_executor_that_is_dropped_drops_its_tasks_smol() {
    let test = "ends::an_executor_that_is_dropped_drops_its_tasks_smol";
    let dropped = dropped(test, [("main", smol_executor)]);
    assert!(dropped.is_none_or(|dropped| dropped == [true]), "{dropped:?}");
}
