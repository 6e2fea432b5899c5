//! A real Ctrl-C: the programs wait for it if they have an argument.
#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use classroom::python::{NO_PYTHON, Python};
use lessons::testing::not_checked;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

const LINES: [&str; 6] = [
    "Main waits for Ctrl-C",
    "Ctrl-C",
    "Work has stopped",
    "The time is up",
    "More work is cancelled",
    "Main Done.",
];

/// A second Ctrl-C, after `LINES[1]`, does not end the process.
fn ends_in_order(mut program: Command) {
    let mut child = program.arg("wait").stdout(Stdio::piped()).spawn().unwrap();
    let process = Pid::from_raw(child.id().try_into().unwrap());
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let press = |line: &String| {
        if [LINES[0], LINES[1]].contains(&&line[..]) {
            kill(process, Signal::SIGINT).unwrap();
        }
    };
    assert_eq!(lines.inspect(press).collect::<Vec<_>>(), LINES, "{program:?}");
    assert!(child.wait().unwrap().success());
}

#[test]
fn tokio_async_std_and_smol() {
    for program in [
        env!("CARGO_BIN_EXE_shutdown-tokio"),
        env!("CARGO_BIN_EXE_shutdown-async-std"),
        env!("CARGO_BIN_EXE_shutdown-smol"),
    ] {
        ends_in_order(Command::new(program));
    }
}

#[test]
fn asyncio() {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("asyncio.py");
    match Python::find() {
        Some(python) => ends_in_order(python.command(&program)),
        None => not_checked(NO_PYTHON),
    }
}
