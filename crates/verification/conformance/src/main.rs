//! Runs the pairs and compares their transcripts.
//!
//!     cargo run -p conformance                     all of them, on all executors
//!     cargo run -p conformance event_pulse fan     only these
//!     cargo run -p conformance -- --record         run the Python programs, and record what they print
//!     cargo run -p conformance -- --on Smol fan    run one Rust program

use std::env;
use std::process::ExitCode;

use conformance::executors::Executor;
use conformance::transcripts::{differences, record};
use conformance::{PAIRS, Pair};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["--on", executor, pair] => run(executor, pair),
        ["--record", ref pairs @ ..] => find_all(pairs).and_then(|pairs| {
            let version = record(&pairs)?;
            println!("recorded {} transcripts of Python {version}", pairs.len());
            Ok(ExitCode::SUCCESS)
        }),
        ref pairs => find_all(pairs).and_then(|pairs| compare(&pairs)),
    };
    done.unwrap_or_else(|message| {
        eprintln!("{message}");
        ExitCode::from(2)
    })
}

fn compare(pairs: &[Pair]) -> Result<ExitCode, String> {
    let binary = env::current_exe().map_err(|error| error.to_string())?;
    let mut differing = 0;
    for pair in pairs {
        let differences = differences(&binary, pair)?;
        if differences.is_empty() {
            println!("{:32} ok", pair.name);
        } else {
            differing += 1;
            println!("{:32} DIFFERS on {} executors", pair.name, differences.len());
            print!("{}", differences.concat());
        }
    }
    let (pairs, executors) = (pairs.len(), Executor::ALL.len());
    println!("{differing} of {pairs} pairs differ, on {executors} executors");
    Ok(if differing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A program that hangs is ended by the executor's time limit.
fn run(executor: &str, pair: &str) -> Result<ExitCode, String> {
    let executor = find(&Executor::ALL, "executor", executor, |one| format!("{one:?}"))?;
    let pair = find_pair(pair)?;
    (pair.program)(executor);
    Ok(ExitCode::SUCCESS)
}

/// Those with the names; without names, all.
fn find_all(names: &[&str]) -> Result<Vec<Pair>, String> {
    if names.is_empty() {
        return Ok(PAIRS.to_vec());
    }
    names.iter().map(|name| find_pair(name)).collect()
}

fn find_pair(name: &str) -> Result<Pair, String> {
    find(PAIRS, "pair", name, |pair| pair.name.to_string())
}

fn find<T: Copy>(
    all: &[T],
    kind: &str,
    name: &str,
    name_of: impl Fn(&T) -> String,
) -> Result<T, String> {
    let found = all.iter().find(|one| name_of(one) == name);
    found.copied().ok_or_else(|| {
        let names: Vec<String> = all.iter().map(name_of).collect();
        format!("there is no {kind} '{name}'; there are: {}", names.join(", "))
    })
}
