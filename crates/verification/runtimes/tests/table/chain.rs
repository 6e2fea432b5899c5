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

fn check(spawn: Spawn, length: u32) {
    let (end, ended) = mpsc::channel();
    callback(spawn, length, end);
    ended.recv_timeout(TIME_LIMIT).unwrap();
}

fn check_all(length: u32) {
    for runtime in running_on_tokio() {
        let _context = runtime.enter();
        check(|task| drop(tokio::spawn(task)), length);
    }
    check(|task| drop(async_std::task::spawn(task)), length);
    check(|task| smol::spawn(task).detach(), length);
}

/// Enough for an overflow: a thread has 2 MiB of stack, less than 42 bytes for each.
#[test]
fn fifty_thousand_do_not_overflow() {
    check_all(50_000);
}

#[test]
#[ignore = "seconds without optimisation: `just check-all` runs it with"]
fn a_million_do_not_overflow() {
    check_all(1_000_000);
}
