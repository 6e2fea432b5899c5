//! The lines come in the orders that the header names, and in no other.

use std::process::Command;

use classroom::python::{NO_PYTHON, Python};
use lessons::header::Header;
use lessons::process::{Show, in_parallel, run};
use lessons::testing::not_checked;

const START: &str = "Main is starting...\nWork is starting...\nWork is done\n";

/// `more_work` starts before main is done, after it, or not at all.
const BEFORE: &str = "More work is starting...\nMain Done.\nMore work is dropped\n";
const AFTER: &str = "Main Done.\nMore work is starting...\nMore work is dropped\n";
const NEVER: &str = "Main Done.\n";

#[test]
fn main_and_more_work_race() {
    let mut smol = Command::new(env!("CARGO_BIN_EXE_lost-task-smol"));
    smol.env_remove("SMOL_THREADS"); // one thread, smol's default
    let mut programs = vec![
        (Command::new(env!("CARGO_BIN_EXE_lost-task-tokio")), &[BEFORE, AFTER, NEVER][..]),
        (Command::new(env!("CARGO_BIN_EXE_lost-task-async-std")), &[BEFORE, AFTER, NEVER]),
        (smol, &[BEFORE]),
    ];
    match Python::find() {
        Some(python) => programs.push((python.command("asyncio.py".as_ref()), &[AFTER])),
        None => not_checked(NO_PYTHON),
    }
    in_parallel(programs, 4, |(command, ends)| {
        let output = run(command, Show::No).unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        let end = output.stdout.strip_prefix(START);
        assert!(end.is_some_and(|end| ends.contains(&end)), "{output:?}");
    });
}

#[test]
fn the_headers_show_a_possible_run() {
    for source in
        [include_str!("../tokio.rs"), include_str!("../async_std.rs"), include_str!("../smol.rs")]
    {
        assert_eq!(Header::of_program(source).output().unwrap(), format!("{START}{BEFORE}"));
    }
    let asyncio = format!("\n{START}{AFTER}").replace('\n', "\n    ");
    assert!(include_str!("../asyncio.py").contains(asyncio.trim_end()));
}
