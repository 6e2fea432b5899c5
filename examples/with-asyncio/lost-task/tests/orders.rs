//! The lines come in the orders that the header tells of, and in no other.

use std::process::Command;

use classroom::output::{Output, expected, run_together};
use classroom::python::{NO_PYTHON, Python, not_checked};

const START: &str = "Main is starting...\nWork is starting...\nWork is done\n";

/// `more_work` starts before main is done, after it, or not at all.
const BEFORE: &str = "More work is starting...\nMain Done.\nMore work is dropped\n";
const AFTER: &str = "Main Done.\nMore work is starting...\nMore work is dropped\n";
const NEVER: &str = "Main Done.\n";

fn assert_ends_with_one_of(ends: &[&str], output: &Output) {
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let end = output.stdout.strip_prefix(START);
    assert!(end.is_some_and(|end| ends.contains(&end)), "{output:?}");
}

#[test]
fn main_and_more_work_race() {
    let programs = [
        env!("CARGO_BIN_EXE_lost-task-tokio"),
        env!("CARGO_BIN_EXE_lost-task-async-std"),
        env!("CARGO_BIN_EXE_lost-task-smol"),
    ];
    let [tokio, async_std, smol] = run_together(programs.map(|program| {
        let mut command = Command::new(program);
        command.env_remove("SMOL_THREADS"); // one thread, which is smol's default
        command
    }));
    assert_ends_with_one_of(&[BEFORE, AFTER, NEVER], &tokio);
    assert_ends_with_one_of(&[BEFORE, AFTER, NEVER], &async_std);
    assert_ends_with_one_of(&[BEFORE], &smol);
}

#[test]
fn the_headers_run_is_possible_on_each_runtime() {
    for source in
        [include_str!("../tokio.rs"), include_str!("../async_std.rs"), include_str!("../smol.rs")]
    {
        assert_eq!(expected(source), format!("{START}{BEFORE}"));
    }
}

#[test]
fn asyncio_has_one_order() {
    let shown = format!("\n{START}{AFTER}").replace('\n', "\n    ");
    assert!(include_str!("../asyncio.py").contains(shown.trim_end()));
    let Some(python) = Python::find() else { return not_checked(NO_PYTHON) };
    let [output] = run_together([python.command("asyncio.py".as_ref())]);
    assert_ends_with_one_of(&[AFTER], &output);
}
