//! Runs the pairs and compares what they print.
//!
//!     cargo run -p conformance                     all pairs, on all executors
//!     cargo run -p conformance event_pulse fan     only these
//!     cargo run -p conformance -- --record         runs the Python programs and records what they print
//!     cargo run -p conformance -- --on Smol fan    runs one Rust program

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::{env, fs};

use classroom::names::{Named, find};
use classroom::python::{NO_PYTHON, Python};
use classroom::{Context, Error, Result, exit_code, print};
use lessons::compare::unified;
use lessons::outcome::is_like;
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
    let (mut differing, transcripts) = (0, transcripts()?.1);
    for Pair { name, .. } in pairs {
        let missing = || Error::new(format!("record it: just conformance --record {name}"));
        let recorded = transcripts.get(*name).ok_or_else(missing)?;
        let mut differences = String::new();
        for (executor, printed) in Executor::ALL.iter().zip(rust_prints(name)) {
            if printed != *recorded {
                differences +=
                    &format!("{name}.rs on {executor:?}:\n{}", unified(recorded, &printed));
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
    let (version, mut transcripts) = transcripts()?;
    if pairs.len() < PAIRS.len() && !is_like(&python, &version) {
        let message = format!("this is Python {}: record all pairs with it", python.version);
        return Err(Error::new(message));
    }
    for Pair { name, .. } in pairs {
        let [output] = run_together([python.command(&file(&format!("pairs/{name}.py")))]);
        if !output.status.success() {
            return Err(Error::new(format!("{name}.py: {}\n{}", output.status, output.stderr)));
        }
        transcripts.insert(name.to_string(), output.stdout);
    }
    transcripts.retain(|name, _| PAIRS.iter().any(|pair| pair.name == name));
    let text = transcripts.iter().map(|(name, printed)| format!("== {name}\n{printed}"));
    let text = format!("{RECORDED_WITH}{}\n{}", python.version, text.collect::<String>());
    fs::write(file(TRANSCRIPTS), text).context(format_args!("cannot write {TRANSCRIPTS}"))?;
    print(&format!("recorded {} transcripts of Python {}\n", pairs.len(), python.version));
    Ok(true)
}

const TRANSCRIPTS: &str = "transcripts.txt";
const RECORDED_WITH: &str = "What the Python programs print, recorded with Python ";

/// The version of the Python that all transcripts were recorded with, and the transcript of each pair.
fn transcripts() -> Result<(String, BTreeMap<String, String>)> {
    let text = fs::read_to_string(file(TRANSCRIPTS));
    let text = text.context(format_args!("cannot read {TRANSCRIPTS}"))?.replace("\r\n", "\n");
    let mut parts = text.trim_end().split("\n== ");
    let version = parts.next().unwrap_or_default().trim().trim_start_matches(RECORDED_WITH);
    let transcripts = parts.filter_map(|part| part.split_once('\n'));
    let transcripts = transcripts.map(|(name, text)| (name.to_string(), format!("{text}\n")));
    Ok((version.to_string(), transcripts.collect()))
}

fn file(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), name].iter().collect()
}
