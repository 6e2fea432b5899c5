//! What happens to tasks that are pending when main returns.

use std::future::pending;

use futures::channel::oneshot;
use smol::Executor;
use smol::future::Boxed;

use crate::in_processes;

/// Says so when it is dropped.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        println!("the task's future is dropped");
    }
}

/// Spawns a task that never finishes, and returns when it has started.
async fn start_endless<H>(spawn: impl FnOnce(Boxed<()>) -> H) {
    let (start, started) = oneshot::channel();
    spawn(Box::pin(async move {
        let _guard = Guard;
        start.send(()).unwrap();
        pending().await
    }));
    started.await.unwrap();
}

#[tokio::main]
async fn tokio_multi_thread() {
    start_endless(tokio::spawn).await;
}

#[tokio::main(flavor = "current_thread")]
async fn tokio_current_thread() {
    start_endless(tokio::spawn).await;
}

/// async-std's attribute takes no other name than `main`.
#[async_std::main]
async fn main() {
    start_endless(async_std::task::spawn).await;
}

#[test]
fn a_task_is_pending_when_main_returns() {
    let smol = || smol::block_on(start_endless(|work| smol::spawn(work).detach()));
    let smol_executor = || {
        let executor = Executor::new();
        let main = start_endless(|work| executor.spawn(work).detach());
        smol::block_on(executor.run(main));
    };
    let outputs = in_processes(
        "ends::a_task_is_pending_when_main_returns",
        [
            ("", &tokio_multi_thread),
            ("", &tokio_current_thread),
            ("", &main),
            ("", &smol),
            ("", &smol_executor),
        ],
    );
    let is_dropped = outputs.map(|output| output.stdout.contains("future is dropped"));
    let [multi_thread, current_thread, async_std, smol, smol_executor] = is_dropped;
    assert!(multi_thread && current_thread, "tokio drops its tasks");
    assert!(!async_std && !smol, "a global executor is never dropped");
    assert!(smol_executor, "an executor that is dropped drops its tasks");
}
