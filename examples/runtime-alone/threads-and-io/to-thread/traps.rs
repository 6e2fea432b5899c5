//! Blocking work: can cancelling it or shutting down its runtime stop it, before it has begun and afterwards?

use std::env;
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::Duration;

use smol::block_on;
use tokio::runtime::Builder;

type Work = Box<dyn FnOnce() + Send>;

/// Starts work that waits until it may continue, and cancels it meanwhile.
fn runs_to_its_end<T>(start: impl FnOnce(Work) -> T, cancel: impl FnOnce(T)) -> bool {
    let (say, said) = channel();
    let (go_on, may_go_on) = channel::<()>();
    let task = start(Box::new(move || {
        say.send("begun").unwrap();
        may_go_on.recv().unwrap_err();
        say.send("done").unwrap();
    }));
    assert_eq!(said.recv(), Ok("begun"));
    cancel(task);
    drop(go_on);
    said.recv() == Ok("done")
}

/// tokio's `shutdown_timeout` does not wait for it, and `drop` would wait forever.
#[test]
fn it_runs_to_its_end() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let handle = runtime.handle().clone();
    assert!(runs_to_its_end(|work| handle.spawn_blocking(work), |task| task.abort()));
    let shut_down = |_| runtime.shutdown_timeout(Duration::from_millis(1));
    assert!(runs_to_its_end(|work| handle.spawn_blocking(work), shut_down));

    let cancel = |task: async_std::task::JoinHandle<()>| _ = block_on(task.cancel());
    assert!(runs_to_its_end(async_std::task::spawn_blocking, cancel));
    assert!(runs_to_its_end(smol::unblock, drop));
}

/// The only thread is busy, so the other functions have not begun. The variable needs a process of its own.
#[test]
fn a_dropped_handle_cancels_what_has_not_begun_on_smol() {
    const ONE: (&str, &str) = ("BLOCKING_MAX_THREADS", "1");
    if env::var(ONE.0).as_deref() != Ok(ONE.1) {
        let test = "to_thread::a_dropped_handle_cancels_what_has_not_begun_on_smol";
        let mut command = Command::new(env::current_exe().unwrap());
        let output = command.args(["--exact", test]).envs([ONE]).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        return assert!(output.status.success() && text.contains("1 passed"), "{text}");
    }
    let (say, said) = channel();
    let (go_on, may_go_on) = channel::<()>();
    smol::unblock(move || may_go_on.recv()).detach();
    let says = |name| {
        let say = say.clone();
        move || say.send(name).unwrap()
    };
    drop(smol::unblock(says("smol")));
    smol::unblock(says("smol, detached")).detach();
    drop(async_std::task::spawn_blocking(says("async-std")));
    drop(go_on);
    block_on(smol::unblock(|| ()));
    assert_eq!(said.try_iter().collect::<Vec<_>>(), ["smol, detached", "async-std"]);
}
