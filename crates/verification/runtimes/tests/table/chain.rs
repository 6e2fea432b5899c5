//! A chain of tasks, each of which is spawned by a plain function at the end of the one before. If
//! one were polled, or dropped, inside another, a long chain would overflow the stack.

use std::sync::mpsc::{self, Sender};

use smol::future::Boxed;

use crate::{TIME_LIMIT, running_on_tokio};

type Spawn = fn(Boxed<()>);

/// Called at the end of each task.
fn callback(spawn: Spawn, left: u32, end: Sender<()>) {
    if left == 0 {
        end.send(()).unwrap();
    } else {
        spawn(Box::pin(async move { callback(spawn, left - 1, end) }));
    }
}

/// The chain is long enough for an overflow: a thread has 2 MiB of stack, less than 42 bytes for each.
fn check(spawn: Spawn) {
    let (end, ended) = mpsc::channel();
    callback(spawn, 50_000, end);
    ended.recv_timeout(TIME_LIMIT).unwrap();
}

#[test]
fn fifty_thousand_do_not_overflow() {
    for runtime in running_on_tokio() {
        let _context = runtime.enter();
        check(|task| drop(tokio::spawn(task)));
    }
    check(|task| drop(async_std::task::spawn(task)));
    check(|task| smol::spawn(task).detach());
}
