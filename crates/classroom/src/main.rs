//! The commands behind the justfile: `cargo classroom run stage2-tokio`.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use classroom::programs::{Runtime, Topic, find, find_runtime, find_topic};
use classroom::run::{cargo, run_shown};
use classroom::{compare, run};

const USAGE: &str = "
cargo classroom run <program>             run a program: stage2-tokio; or a topic: stage2
cargo classroom list                      show all programs
cargo classroom compare <topic> <a> <b>   two runtimes' programs: compare stage2 tokio smol
cargo classroom test                      run the tests
cargo classroom check                     format, lints and tests
cargo classroom check-all                 everything: also the slow tests and the documentation";

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
    let done = match arguments[..] {
        ["run", program] => run_program(program),
        ["list"] => list(),
        ["compare", topic] => compare_programs(topic, "tokio", "smol"),
        ["compare", topic, left, right] => compare_programs(topic, left, right),
        ["test"] => run_all(&[TEST]),
        ["check"] => run_all(&[FORMAT, LINT, TEST]),
        ["check-all"] => run_all(&[FORMAT, LINT, TEST, SLOW_TEST, DOCUMENT]),
        [] | ["help" | "--help" | "-h"] => {
            print(&format!("The commands, which just has, too:\n{USAGE}\n"))
        }
        _ => Err(format!("cannot do '{}'; see: cargo classroom help", arguments.join(" "))),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("classroom: {message}");
            ExitCode::from(2)
        }
    }
}

const FORMAT: &[&str] = &["fmt", "--all", "--check"];
const LINT: &[&str] = &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"];
const TEST: &[&str] = &["test"];
const SLOW_TEST: &[&str] =
    &["test", "--release", "--package", "asyncio", "--test", "guarantees", "--", "--ignored"];
const DOCUMENT: &[&str] = &["doc", "--workspace", "--no-deps"];

/// Runs cargo commands until one fails.
fn run_all(commands: &[&[&str]]) -> Result<bool, String> {
    for command in commands {
        if !run_shown(cargo(command)?)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A program, or the programs of a topic one after the other.
fn run_program(name: &str) -> Result<bool, String> {
    let (topic, runtime) = find(name)?;
    let runtimes = runtime.map_or(Runtime::ALL.to_vec(), |runtime| vec![runtime]);
    let mut all_well = true;
    for (index, runtime) in runtimes.into_iter().enumerate() {
        if index > 0 {
            eprintln!();
        }
        all_well &= run::run(&topic, runtime)?;
    }
    Ok(all_well)
}

fn list() -> Result<bool, String> {
    let mut text = String::new();
    for topic in Topic::all()? {
        for runtime in Runtime::ALL {
            text += &format!("{:<20} {}\n", topic.program(runtime), topic.purpose(runtime)?);
        }
    }
    print(&text)
}

fn compare_programs(topic: &str, left: &str, right: &str) -> Result<bool, String> {
    let (topic, left, right) = (find_topic(topic)?, find_runtime(left)?, find_runtime(right)?);
    print(&compare::compare(&topic, left, right)?)
}

/// Prints, also into a pipe whose reader has seen enough.
fn print(text: &str) -> Result<bool, String> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot print: {error}"))
        }
        _ => Ok(true),
    }
}
