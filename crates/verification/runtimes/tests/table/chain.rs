//! A chain of tasks, each of which is spawned by a plain function at the end of the one before. Were
//! one polled, or dropped, inside another, a long chain would overflow the stack.

use std::sync::mpsc::{self, Sender};

use classroom::output::{TIME_LIMIT, in_time};
use runtimes::Tokio;
use smol::future::Boxed;

type Spawn = fn(Boxed<()>);

/// Called at the end of each task.
fn callback(spawn: Spawn, left: u32, end: Sender<()>) {
    if left == 0 {
        end.send(()).unwrap();
    } else {
        spawn(Box::pin(async move { callback(spawn, left - 1, end) }));
    }
}

fn on_tokio(length: u32) {
    let spawn: Spawn = |task| drop(tokio::spawn(task));
    for tokio in Tokio::BOTH {
        in_time(move || {
            tokio.runtime().block_on(async move {
                let (end, ended) = mpsc::channel();
                callback(spawn, length, end);
                while ended.try_recv().is_err() {
                    tokio::task::yield_now().await;
                }
            });
        });
    }
}

fn on_async_std(length: u32) {
    let (end, ended) = mpsc::channel();
    callback(|task| drop(async_std::task::spawn(task)), length, end);
    ended.recv_timeout(TIME_LIMIT).unwrap();
}

fn on_smol(length: u32) {
    let (end, ended) = mpsc::channel();
    callback(|task| smol::spawn(task).detach(), length, end);
    ended.recv_timeout(TIME_LIMIT).unwrap();
}

/// Enough for an overflow: a thread has 2 MiB of stack, less than 42 bytes for each.
#[test]
fn a_chain_does_not_overflow() {
    on_tokio(50_000);
    on_async_std(50_000);
    on_smol(50_000);
}

#[test]
#[ignore = "seconds without optimisation: `just check-all` runs it with"]
fn a_million_do_not_overflow_tokio() {
    on_tokio(1_000_000);
}

#[test]
#[ignore = "seconds without optimisation: `just check-all` runs it with"]
fn a_million_do_not_overflow_async_std() {
    on_async_std(1_000_000);
}

#[test]
#[ignore = "seconds without optimisation: `just check-all` runs it with"]
fn a_million_do_not_overflow_smol() {
    on_smol(1_000_000);
}
