//! Runs the pairs and compares what they print.
//!
//!     cargo run -p conformance                     all pairs, on all executors
//!     cargo run -p conformance event_pulse fan     only these
//!     cargo run -p conformance -- --record         runs the Python programs and records what they print
//!     cargo run -p conformance -- --on Smol fan    runs one Rust program

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::{env, fs};

use classroom::names::{Named, find};
use classroom::python::{NO_PYTHON, Python};
use classroom::{Context, Error, Result, exit_code, print};
use lessons::compare::unified;
use lessons::process::Output;
use lessons::testing::run_together;

use executors::Executor;

/// What the pairs are run on.
#[path = "../../../asyncio/tests/executors/mod.rs"]
mod executors;

/// Two programs, `pairs/<name>.py` and `pairs/<name>.rs`.
#[derive(Clone, Copy)]
struct Pair {
    name: &'static str,
    /// Runs the Rust program.
    run: fn(Executor),
}

impl Named for Pair {
    fn name(&self) -> &str {
        self.name
    }
}

include!(concat!(env!("OUT_DIR"), "/pairs.rs"));

/// Stands for Python's `finally` in the programs: calls its function when it is dropped.
struct Finally(fn());

impl Drop for Finally {
    fn drop(&mut self) {
        self.0();
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let all_equal = match arguments[..] {
        ["--on", executor, name] => run(executor, name),
        ["--record", ref names @ ..] => find_pairs(names).and_then(|pairs| record(&pairs)),
        ref names => find_pairs(names).and_then(|pairs| compare(&pairs)),
    };
    exit_code("conformance", all_equal)
}

/// The pairs of these names, or all pairs if there is no name.
fn find_pairs(names: &[&str]) -> Result<Vec<Pair>> {
    if names.is_empty() {
        return Ok(PAIRS.to_vec());
    }
    names.iter().map(|name| find("pair", name, PAIRS, "just conformance").copied()).collect()
}

/// Runs one Rust program in this process.
fn run(executor: &str, name: &str) -> Result<bool> {
    let found = Executor::ALL.into_iter().find(|one| format!("{one:?}") == executor);
    let all = Executor::ALL;
    let none = || Error::new(format!("there is no executor '{executor}'; there are: {all:?}"));
    let executor = found.ok_or_else(none)?;
    (find_pairs(&[name])?[0].run)(executor);
    Ok(true)
}

/// Compares what the Rust programs print with what is recorded, on each executor.
fn compare(pairs: &[Pair]) -> Result<bool> {
    let mut differing = 0;
    for Pair { name, .. } in pairs {
        let recorded = fs::read_to_string(file(&format!("{name}.txt")))
            .context(format_args!("just conformance --record {name} is needed; {name}.txt"))?;
        let mut differences = String::new();
        for (executor, printed) in Executor::ALL.iter().zip(rust_prints(name)) {
            if printed != recorded {
                differences +=
                    &format!("{name}.rs on {executor:?}:\n{}", unified(&recorded, &printed));
            }
        }
        let verdict = if differences.is_empty() { "ok" } else { "DIFFERS" };
        print(&format!("{name:32} {verdict}\n{differences}"));
        differing += usize::from(verdict != "ok");
    }
    let (pairs, executors) = (pairs.len(), Executor::ALL.len());
    print(&format!("{differing} of {pairs} pairs differ, on {executors} executors\n"));
    Ok(differing == 0)
}

/// What a pair's Rust program prints on each executor, and then what `crates/asyncio` reports on
/// stderr. The rest of stderr comes from the panic hook.
fn rust_prints(name: &str) -> [String; Executor::ALL.len()] {
    let outputs = run_together(Executor::ALL.map(|executor| {
        let mut command = Command::new(env::current_exe().expect("a program has a path"));
        command.args(["--on", &format!("{executor:?}"), name]);
        command.env("RUST_BACKTRACE", "0"); // it takes far longer than the programs
        command
    }));
    outputs.map(|Output { status, stdout, stderr, .. }| {
        if !status.success() {
            return format!("{stdout}{stderr}{status}\n");
        }
        let reports = stderr.split_inclusive('\n').filter(|line| line.starts_with("asyncio: "));
        stdout + &reports.collect::<String>()
    })
}

/// Records what the Python programs print.
fn record(pairs: &[Pair]) -> Result<bool> {
    let python = Python::find().ok_or_else(|| Error::new(NO_PYTHON))?;
    let recorded = fs::read_to_string(file(PYTHON_VERSION)).unwrap_or_default();
    if pairs.len() < PAIRS.len() && !python.is_like(recorded.trim_end()) {
        return Err(Error::new(format!(
            "this is Python {}: record all pairs with it",
            python.version
        )));
    }
    let write = |name: &str, text: &str| {
        fs::write(file(name), text).context(format_args!("cannot write pairs/{name}"))
    };
    for Pair { name, .. } in pairs {
        let [output] = run_together([python.command(&file(&format!("{name}.py")))]);
        if !output.status.success() {
            return Err(Error::new(format!("{name}.py: {}\n{}", output.status, output.stderr)));
        }
        write(&format!("{name}.txt"), &output.stdout)?;
    }
    write(PYTHON_VERSION, &format!("{}\n", python.version))?;
    print(&format!("recorded {} transcripts of Python {}\n", pairs.len(), python.version));
    Ok(true)
}

/// The version of the Python that the transcripts were recorded with.
const PYTHON_VERSION: &str = "python-version.txt";

fn file(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "pairs", name].iter().collect()
}
