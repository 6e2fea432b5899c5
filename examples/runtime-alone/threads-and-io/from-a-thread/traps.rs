//! What a plain thread cannot do with a runtime: start tasks without its `Handle`, use one that has ended, or be joined
//! by the thread that its task needs.

use std::panic::catch_unwind;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use futures::FutureExt;
use tokio::runtime::{Builder, Handle, Runtime};

fn one_thread() -> Runtime {
    Builder::new_current_thread().build().unwrap()
}

/// What a panic says.
fn panic_of(run: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let payload = catch_unwind(run).unwrap_err();
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.unwrap_or_else(|| *payload.downcast::<String>().unwrap())
}

#[test]
fn spawn_needs_a_handle_and_block_on_a_plain_thread_on_tokio() {
    let text = panic_of(|| _ = tokio::spawn(async {}));
    assert!(text.starts_with("there is no reactor running"), "{text}");
    let in_a_task = async { panic_of(|| Handle::current().block_on(async {})) };
    let text = one_thread().block_on(in_a_task);
    assert!(text.starts_with("Cannot start a runtime from within a runtime"), "{text}");
}

#[test]
fn a_task_is_cancelled_when_the_runtime_has_ended() {
    let runtime = one_thread();
    let handle = runtime.handle().clone();
    let before = handle.spawn(async {});
    drop(runtime);
    for task in [before, handle.spawn(async {})] {
        assert!(task.now_or_never().unwrap().unwrap_err().is_cancelled());
    }
}

/// The thread's task needs main's thread: on a runtime with one thread `join` would wait forever.
#[test]
fn a_blocked_main_runs_no_task() {
    let (send, receive) = mpsc::channel();
    let runtime = one_thread();
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
    thread.join().unwrap(); // its `block_on` needs nobody else
}
