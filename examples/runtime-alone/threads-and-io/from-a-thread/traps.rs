//! A plain thread that main joins while the thread's task needs main's thread.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;

/// With one thread, `join` would wait forever.
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
