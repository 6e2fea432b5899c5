//! What happens to tasks that are pending when main returns.

use std::future::pending;

use futures::channel::oneshot;
use smol::Executor;
use smol::future::Boxed;

use crate::{in_processes, tokio_runtimes};

const IS_DROPPED: &str = "the task's future is dropped";

struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        println!("{IS_DROPPED}");
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

/// `#[tokio::main]` makes a runtime, too, and drops it. A global executor is never dropped.
#[test]
fn a_task_is_pending_when_main_returns() {
    let tokio = || tokio_runtimes().map(|runtime| runtime.block_on(start_endless(tokio::spawn)));
    let executor = || {
        let executor = Executor::new();
        let main = start_endless(|work| executor.spawn(work).detach());
        smol::block_on(executor.run(main));
    };
    let outputs = in_processes(
        "ends::a_task_is_pending_when_main_returns",
        [
            ("", &|| _ = tokio()),
            ("", &|| async_std::task::block_on(start_endless(async_std::task::spawn))),
            ("", &|| smol::block_on(start_endless(|work| smol::spawn(work).detach()))),
            ("", &executor),
        ],
    );
    let dropped = outputs.map(|output| output.stdout.matches(IS_DROPPED).count());
    assert_eq!(dropped, [2, 0, 0, 1], "tokio's both, async-std, smol, and an executor of smol");
}
