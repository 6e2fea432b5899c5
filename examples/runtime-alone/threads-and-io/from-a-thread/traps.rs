//! What a plain thread and a task cannot do on tokio.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};

#[test]
#[should_panic(expected = "there is no reactor running")]
fn spawn_needs_a_handle_on_a_plain_thread() {
    tokio::spawn(async {});
}

#[tokio::test]
#[should_panic(expected = "Cannot start a runtime from within a runtime")]
async fn block_on_needs_a_plain_thread() {
    Handle::current().block_on(async {});
}

/// Main must not join a thread whose task needs main's thread: `join` would wait forever.
#[test]
fn a_blocked_main_runs_no_task() {
    let (send, receive) = mpsc::channel();
    let runtime = Builder::new_current_thread().build().unwrap();
    let handle = runtime.handle().clone();
    let thread = thread::spawn(move || {
        let task = handle.spawn(async move { send.send(()).unwrap() });
        handle.block_on(task).unwrap();
    });
    runtime.block_on(async {
        receive.recv_timeout(Duration::from_millis(50)).unwrap_err();
        while receive.try_recv().is_err() {
            tokio::task::yield_now().await;
        }
    });
    thread.join().unwrap();
}
