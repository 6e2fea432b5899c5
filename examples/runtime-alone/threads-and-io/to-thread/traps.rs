//! What cancelling does to blocking work, after it has begun and before.

use std::env;
use std::process::Command;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use smol::block_on;
use tokio::runtime::{Builder, Runtime};

/// Work that says when it begins, waits until `go_on` is dropped, and says that it is done.
fn work(say: &Sender<&'static str>) -> (impl FnOnce() + Send + 'static, Sender<()>) {
    let (say, (go_on, may_go_on)) = (say.clone(), channel());
    let work = move || {
        say.send("begun").unwrap();
        may_go_on.recv().unwrap_err();
        say.send("done").unwrap();
    };
    (work, go_on)
}

fn tokio_with_one_thread() -> Runtime {
    Builder::new_current_thread().max_blocking_threads(1).build().unwrap()
}

#[test]
fn work_that_has_begun_runs_to_its_end() {
    let (say, said) = channel();
    for runtime in ["tokio", "async-std", "smol"] {
        let (work, go_on) = work(&say);
        let tokio = tokio_with_one_thread();
        let begins = || assert_eq!(said.recv(), Ok("begun"));
        match runtime {
            "tokio" => {
                let task = tokio.spawn_blocking(work);
                begins();
                task.abort();
                tokio.shutdown_timeout(Duration::from_millis(1)); // `drop` would wait forever
            }
            "async-std" => {
                let task = async_std::task::spawn_blocking(work);
                begins();
                block_on(task.cancel());
            }
            _ => {
                let task = smol::unblock(work);
                begins();
                drop(task);
            }
        }
        drop(go_on);
        assert_eq!(said.recv(), Ok("done"), "{runtime}");
    }
}

#[test]
fn abort_cancels_what_has_not_begun_on_tokio() {
    let (runtime, (say, _said)) = (tokio_with_one_thread(), channel());
    let (work, go_on) = work(&say);
    runtime.spawn_blocking(work);
    let second = runtime.spawn_blocking(|| ());
    second.abort();
    drop(go_on);
    assert!(runtime.block_on(second).unwrap_err().is_cancelled());
}

/// The only thread is busy, so the others have not begun. The variable needs a process of its own.
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
    let say_name = |name| {
        let say = say.clone();
        move || say.send(name).unwrap()
    };
    let (work, go_on) = work(&say);
    smol::unblock(work).detach();
    drop(smol::unblock(say_name("smol")));
    smol::unblock(say_name("smol, detached")).detach();
    drop(async_std::task::spawn_blocking(say_name("async-std")));
    block_on(async_std::task::spawn_blocking(say_name("async-std, cancelled")).cancel());
    drop(go_on);
    block_on(smol::unblock(|| ()));
    let all: Vec<_> = said.try_iter().collect();
    assert_eq!(all, ["begun", "done", "smol, detached", "async-std"]);
}
