//! The commands behind the justfile: `cargo classroom run stage2-tokio`.

use std::env;
use std::process::{self, ExitCode};

use classroom::mistakes::Mistake;
use classroom::output::{print, say};
use classroom::programs::{ASYNCIO, Runtime, Topic, find, find_asyncio, find_runtime, find_topic};
use classroom::run::{cargo, run_shown};
use classroom::{compare, fail, kit, run};

const USAGE: &str = "
cargo classroom run <program>             run a program: stage2-tokio; or a topic: stage2
cargo classroom list                      show all programs
cargo classroom compare <topic> <a> <b>   two runtimes' programs: compare stage2 tokio smol
cargo classroom what-if [<stage> <name>]  change a line, and see: stage2 no-remove smol; without a name: list
cargo classroom timeline <program>        run it and draw its tasks: stage2-tokio, stage2; --svg: as a picture
cargo classroom mistakes                  show all mistakes
cargo classroom fail <mistake>            see a mistake fail: rc-across-await, or never-awaited-tokio
cargo classroom repair <mistake>          see a mistake and its repair, and run that
cargo classroom exercise [<exercise>]     check your answer: second-callback-smol; without a name: list
cargo classroom watch <exercise>          check it at every save
cargo classroom hint <exercise> [<n>]     the first of three hints, or the second, or the third
cargo classroom solution <exercise>       show the solution and run it
cargo classroom reset <exercise>          bring the starting file back, and keep your answer aside
cargo classroom compile-fail [<runtime>]  check all mistakes; --record: record what they do anew
cargo classroom break [<name>]            break the port in a copy, and see what fails; without a name: list
cargo classroom book                      build the book and open it
cargo classroom offline <folder>          make a folder from which a class works without a network
cargo classroom test                      run the tests
cargo classroom models                    the port, in every order in which threads are interrupted at most twice
cargo classroom conformance [<pair> ...]  Python's and the port's transcripts; --record: make Python's anew
cargo classroom bench                     measure, and write docs/speed.md, in ten minutes; --quick: less, in one
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
        ["what-if", ref names @ ..] => run_quiet(&[WHAT_IF, names].concat()),
        ["timeline", ref arguments @ ..] => run_quiet(&[TIMELINE, arguments].concat()),
        ["mistakes"] => list_mistakes(),
        ["fail", name] => {
            Mistake::find(name).and_then(|(mistake, cases)| fail::fail(&mistake, &cases))
        }
        ["repair", name] => Mistake::find(name).and_then(|(_, cases)| fail::repair(&cases)),
        ["compile-fail", ref arguments @ ..] => run_all(&[&[COMPILE_FAIL, arguments].concat()]),
        ["exercise" | "hint" | "solution" | "reset", ..] => {
            run_quiet(&[COACH, &arguments].concat())
        }
        ["watch", ref names @ ..] => run_quiet(&[WATCH, names].concat()),
        ["book"] => kit::open_book(),
        ["offline", folder] if !folder.is_empty() => kit::offline(folder),
        ["offline", ..] => {
            Err("it takes the name of a new folder: just offline ../class".to_string())
        }
        ["break", ref names @ ..] => run_all(&[&[BREAK, names].concat()]),
        ["test"] => run_all(&[TEST]),
        ["models"] => run_all(&[MODELS]),
        ["conformance", ref names @ ..] => run_all(&[&[CONFORMANCE, names].concat()]),
        ["bench", ref options @ ..] => run_quiet(&[BENCH, options].concat()),
        ["check"] => run_all(&[LINTS, &[TEST], DOCTOR].concat()),
        ["check-all"] => run_all(&[DOCTOR, LINTS, CHECK_ALL].concat()),
        [] | ["help" | "--help" | "-h"] => {
            print(&format!("The commands, which just has, too:\n{USAGE}\n"));
            Ok(true)
        }
        ["fail" | "repair"] => {
            Err("it takes the name of a mistake; see: just mistakes".to_string())
        }
        _ => Err(format!("cannot do '{}'; see: cargo classroom help", arguments.join(" "))),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            say(&format!("classroom: {message}"));
            ExitCode::from(2)
        }
    }
}

const FORMAT: &[&str] = &["fmt", "--all", "--check"];
// What is not named is all but examples/exercises/mine, which is a student's.
const LINT: &[&str] = &["clippy", "--all-targets", "--", "--deny", "warnings"];
/// The slow tests, which a bare `cargo test`, and so `--all-targets`, leaves out.
#[rustfmt::skip]
const LINT_SLOW: &[&str] = &[
    "clippy", "--test", "answers", "--test", "big", "--test", "broken_on_purpose", "--test", "browser",
    "--test", "does_not_compile", "--test", "handles", "--test", "hangs", "--test", "memory",
    "--test", "models", "--test", "pictures", "--test", "proofs", "--test", "speed", "--test", "stress", "--", "--deny", "warnings",
];
/// Starting files and solutions, which are not compiled otherwise.
#[rustfmt::skip]
const LINT_EXERCISES: &[&str] = &[
    "clippy", "--package", "exercises", "--features", "tokio,async-std,smol", "--",
    "--deny", "warnings",
];
/// What `just timeline` builds the port with.
const LINT_RECORD: &[&str] =
    &["clippy", "--package", "asyncio", "--features", "record", "--", "--deny", "warnings"];
#[rustfmt::skip]
const LINT_PARTS: &[&str] = &[
    "clippy", "--package", "benchmarks", "--features", "parts", "--bench", "parts", "--", "--deny", "warnings",
];
const LINT_WATCH: &[&str] =
    &["clippy", "--package", "coach", "--features", "watch", "--", "--deny", "warnings"];
const TEST: &[&str] = &["test"];
/// What cargo leaves out otherwise, since crates/tools/doctor is a workspace of its own.
#[rustfmt::skip]
const DOCTOR: &[&[&str]] = &[
    &["fmt", "--manifest-path", "crates/tools/doctor/Cargo.toml", "--check"],
    &["clippy", "--manifest-path", "crates/tools/doctor/Cargo.toml", "--config", "build.target-dir='target'",
      "--all-targets", "--", "--deny", "warnings"],
    &["test", "--manifest-path", "crates/tools/doctor/Cargo.toml", "--config", "build.target-dir='target'"],
];
const MODELS: &[&str] = &["test", "--package", "models", "--test", "models"];
const BREAK: &[&str] = &["run", "--quiet", "--package", "breaks", "--"];
const WHAT_IF: &[&str] = &["run", "--quiet", "--package", "what-ifs", "--"];
const COACH: &[&str] = &["run", "--quiet", "--package", "coach", "--"];
#[rustfmt::skip]
const WATCH: &[&str] =
    &["run", "--quiet", "--package", "coach", "--features", "watch", "--bin", "watch", "--"];
const COMPILE_FAIL: &[&str] = &["run", "--quiet", "--package", "compile-fail", "--"];
const CONFORMANCE: &[&str] = &["run", "--quiet", "--package", "conformance", "--"];
const TIMELINE: &[&str] = &["run", "--quiet", "--package", "timeline", "--"];
const BENCH: &[&str] = &["run", "--quiet", "--release", "--package", "benchmarks", "--"];
const LINTS: &[&[&str]] =
    &[FORMAT, LINT, LINT_SLOW, LINT_EXERCISES, LINT_RECORD, LINT_WATCH, LINT_PARTS];
const CHECK_ALL: &[&[&str]] = &[
    &["doc", "--no-deps"],
    TEST,
    COMPILE_FAIL,
    &["test", "--package", "mistakes", "--test", "does_not_compile"],
    &["test", "--package", "compile-fail", "--test", "broken_on_purpose"],
    &["test", "--package", "compile-fail", "--test", "hangs"],
    &["test", "--package", "book", "--test", "browser"],
    &["test", "--package", "coach", "--test", "proofs"],
    &["test", "--package", "classroom", "--test", "programs", "--", "--ignored"],
    &["test", "--package", "what-ifs", "--test", "answers"],
    &["test", "--package", "timeline", "--test", "pictures"],
    &["test", "--package", "asyncio", "--features", "record"],
    MODELS,
    &["run", "--quiet", "--package", "breaks", "--", "--all"],
    &["test", "--package", "du", "--test", "big", "--test", "handles", "--test", "memory"],
    &["test", "--package", "stages-without-sleep", "--", "--ignored"],
    // What needs Python, and says so if there is none.
    &["test", "--package", "conformance", "--test", "transcripts", "--", "--ignored"],
    &["test", "--package", "asyncio", "--test", "cpython", "--", "--ignored"],
    // What takes minutes without optimisation.
    &["test", "--release", "--package", "asyncio", "--test", "stress"],
    &["test", "--release", "--package", "asyncio", "--test", "guarantees", "--", "--ignored"],
    &["test", "--release", "--package", "runtimes", "--", "--ignored"],
];

/// Runs cargo commands until one fails.
fn run_all(commands: &[&[&str]]) -> Result<bool, String> {
    for command in commands {
        if !run_shown(cargo(command)?)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Runs a cargo command that is no part of the lesson, and so is not shown. If it was asked for what
/// there is not, it has said so.
fn run_quiet(command: &[&str]) -> Result<bool, String> {
    let status = cargo(command)?.status();
    let status = status.map_err(|error| format!("cannot start cargo: {error}"))?;
    match status.code() {
        Some(2) => process::exit(2),
        _ => Ok(status.success()),
    }
}

/// A program, or the programs of a topic one after the other.
fn run_program(name: &str) -> Result<bool, String> {
    if name.ends_with(ASYNCIO) {
        return run::run_python(&find_asyncio(name)?);
    }
    let (topic, runtime) = find(name)?;
    let runtimes = runtime.map_or(Runtime::ALL.to_vec(), |runtime| vec![runtime]);
    let mut all_well = true;
    for (index, runtime) in runtimes.into_iter().enumerate() {
        if index > 0 {
            say("");
        }
        all_well &= run::run(&topic.program(runtime))?;
    }
    Ok(all_well)
}

fn list_mistakes() -> Result<bool, String> {
    let (mut refused, mut accepted) = (String::new(), String::new());
    for mistake in Mistake::all()? {
        let purpose = mistake.cases[0].mistake.purpose()?;
        let list = if mistake.is_refused() { &mut refused } else { &mut accepted };
        *list += &format!("{:<24} {purpose}\n", mistake.name);
    }
    let wrong =
        "Compile, and go wrong when they run, most of them on tokio, async-std and smol alike:";
    print(&format!("Refused by rustc:\n{refused}\n{wrong}\n{accepted}"));
    Ok(true)
}

fn list() -> Result<bool, String> {
    let mut text = String::new();
    for topic in Topic::all()? {
        for runtime in Runtime::ALL {
            let program = topic.program(runtime);
            text += &format!("{:<26} {}\n", program.name, program.purpose()?);
        }
        if topic.asyncio().is_some() {
            text += &format!("{:<26} The same in Python.\n", format!("{}{ASYNCIO}", topic.name));
        }
    }
    print(&text);
    Ok(true)
}

fn compare_programs(topic: &str, left: &str, right: &str) -> Result<bool, String> {
    let (topic, left, right) = (find_topic(topic)?, find_runtime(left)?, find_runtime(right)?);
    print(&compare::compare(&topic, left, right)?);
    Ok(true)
}
