//! Runs the pairs and compares what they print.
//!
//!     cargo run -p conformance                     all pairs, on all executors
//!     cargo run -p conformance event_pulse fan     only these
//!     cargo run -p conformance -- --record         runs the Python programs and records what they print
//!     cargo run -p conformance -- --on Smol fan    runs one Rust program

use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::{env, fs};

use classroom::python::{NO_PYTHON, Python};
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
    match all_equal {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// The pairs of these names, or all pairs if there is no name.
fn find_pairs(names: &[&str]) -> Result<Vec<Pair>, String> {
    if names.is_empty() {
        return Ok(PAIRS.to_vec());
    }
    let find = |name: &&str| {
        let found = PAIRS.iter().find(|pair| pair.name == *name).copied();
        found.ok_or_else(|| {
            let all: Vec<_> = PAIRS.iter().map(|pair| pair.name).collect();
            format!("there is no pair '{name}'; there are: {}", all.join(", "))
        })
    };
    names.iter().map(find).collect()
}

/// Runs one Rust program in this process.
fn run(executor: &str, name: &str) -> Result<bool, String> {
    let found = Executor::ALL.into_iter().find(|one| format!("{one:?}") == executor);
    let all = Executor::ALL;
    let executor = found.ok_or(format!("there is no executor '{executor}'; there are: {all:?}"))?;
    (find_pairs(&[name])?[0].run)(executor);
    Ok(true)
}

/// Compares what the Rust programs print with what is recorded, on each executor.
fn compare(pairs: &[Pair]) -> Result<bool, String> {
    let mut differing = 0;
    for Pair { name, .. } in pairs {
        let recorded = fs::read_to_string(file(&format!("{name}.txt")))
            .map_err(|error| format!("{name}.txt: {error}: just conformance --record {name}"))?;
        let mut differences = String::new();
        for (executor, printed) in Executor::ALL.iter().zip(rust_prints(name)) {
            if printed != recorded {
                differences +=
                    &format!("{name}.rs on {executor:?}:\n{}", unified(&recorded, &printed));
            }
        }
        let verdict = if differences.is_empty() { "ok" } else { "DIFFERS" };
        println!("{name:32} {verdict}");
        print!("{differences}");
        differing += usize::from(verdict != "ok");
    }
    let (pairs, executors) = (pairs.len(), Executor::ALL.len());
    println!("{differing} of {pairs} pairs differ, on {executors} executors");
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
fn record(pairs: &[Pair]) -> Result<bool, String> {
    let python = Python::find().ok_or(NO_PYTHON)?;
    let recorded = fs::read_to_string(file(PYTHON_VERSION)).unwrap_or_default();
    if pairs.len() < PAIRS.len() && !python.is_like(recorded.trim_end()) {
        return Err(format!("this is Python {}: record all pairs with it", python.version));
    }
    let write = |name: &str, text: &str| {
        fs::write(file(name), text).map_err(|error| format!("pairs/{name}: {error}"))
    };
    for Pair { name, .. } in pairs {
        let [output] = run_together([python.command(&file(&format!("{name}.py")))]);
        if !output.status.success() {
            return Err(format!("{name}.py: {}\n{}", output.status, output.stderr));
        }
        write(&format!("{name}.txt"), &output.stdout)?;
    }
    write(PYTHON_VERSION, &format!("{}\n", python.version))?;
    println!("recorded {} transcripts of Python {}", pairs.len(), python.version);
    Ok(true)
}

/// The version of the Python that the transcripts were recorded with.
const PYTHON_VERSION: &str = "python-version.txt";

fn file(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "pairs", name].iter().collect()
}
