//! Helpers for the tests of several packages.

use std::io::{self, Write};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::process::{Output, Show, run_until};

/// Anything slower counts as hung. The limit is deliberately generous.
pub const TIME_LIMIT: Duration = Duration::from_secs(60);

/// Runs something on a thread of its own, so that a hang fails the test.
///
/// # Panics
/// If it panics, or takes longer than [`TIME_LIMIT`].
pub fn in_time<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || send.send(run()));
    receive.recv_timeout(TIME_LIMIT).expect("it neither hangs nor panics")
}

/// Runs commands, all at the same time.
///
/// # Panics
/// If one of them cannot be started, or hangs.
pub fn run_together<const N: usize>(commands: [Command; N]) -> [Output; N] {
    let run = |command| {
        let output = run_until(command, Show::No, TIME_LIMIT).expect("it can be run");
        assert!(!output.stopped, "it hangs: {output:?}");
        output
    };
    let threads = commands.map(|command| thread::spawn(move || run(command)));
    threads.map(|thread| thread.join().expect("the command ends"))
}

/// Says why a test that passes has checked nothing. The test runner would hide `eprintln!`.
pub fn not_checked(why: &str) {
    let _ = io::stderr().write_all(format!("NOT CHECKED: {why}\n").as_bytes());
}
