//! What the programs print.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, thread};

use classroom::compare::unified;
use classroom::output::run_together;
use classroom::programs::root;
use classroom::python::Python;

use crate::executors::Executor;
use crate::{PAIRS, Pair};

/// The folder of the pairs.
///
/// # Panics
/// If this was not started by cargo.
#[must_use]
pub fn folder() -> PathBuf {
    root().expect("cargo has started this").join("crates/verification/conformance/pairs")
}

/// The recorded transcript of the Python program.
///
/// # Errors
/// If it cannot be read.
pub fn recorded(pair: &Pair) -> Result<String, String> {
    let missing = |error| format!("{error}; record it: just conformance --record {}", pair.name);
    read(&format!("{}.txt", pair.name)).map_err(missing)
}

/// The version of the Python that the transcripts were recorded with: `3.11.7`.
///
/// # Errors
/// If it cannot be read.
pub fn recorded_version() -> Result<String, String> {
    Ok(read(VERSION)?.trim_end().to_string())
}

const VERSION: &str = "python-version.txt";

fn read(file: &str) -> Result<String, String> {
    fs::read_to_string(folder().join(file)).map_err(|error| format!("pairs/{file}: {error}"))
}

/// Records what the Python programs print, and says which Python that was.
///
/// # Errors
/// If there is no Python, or another one than for the pairs that are left out; if a program fails;
/// if a file cannot be written.
pub fn record(pairs: &[Pair]) -> Result<String, String> {
    let python = Python::find()
        .ok_or("no python3 (nor python, nor py) was found; it takes Python 3.10 or newer")?;
    if pairs.len() < PAIRS.len() && !python.is_like(&recorded_version()?) {
        return Err(format!("this is Python {}: record all pairs with it", python.version));
    }
    let write = |file: &str, text: &str| {
        fs::write(folder().join(file), text).map_err(|error| format!("pairs/{file}: {error}"))
    };
    for pair in pairs {
        write(&format!("{}.txt", pair.name), &python_prints(&python, pair)?)?;
    }
    write(VERSION, &format!("{}\n", python.version))?;
    Ok(python.version)
}

/// What the pair's Python program prints.
///
/// # Errors
/// If it fails.
///
/// # Panics
/// If it has not ended after a minute.
pub fn python_prints(python: &Python, pair: &Pair) -> Result<String, String> {
    let program = folder().join(format!("{}.py", pair.name));
    let [output] = run_together([python.command(&program)]);
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("{}.py: {}\n{}", pair.name, output.status, output.stderr))
    }
}

/// What the pair's Rust program prints on an executor, and then what the port reports on stderr.
///
/// It runs in a process of its own, which `binary`, this package's program, becomes.
///
/// # Panics
/// If the process cannot be started.
#[must_use]
pub fn rust_prints(binary: &Path, pair: &Pair, executor: Executor) -> String {
    let mut command = Command::new(binary);
    command.args(["--on", &format!("{executor:?}"), pair.name]);
    command.env("RUST_BACKTRACE", "0"); // which takes far longer than the programs
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let stdout = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
    let stderr = String::from_utf8_lossy(&output.stderr).replace("\r\n", "\n");
    if !output.status.success() {
        return format!("{stdout}{stderr}{}\n", output.status);
    }
    // The rest of stderr is the panic hook's.
    let reports = stderr.lines().filter(|line| line.starts_with("asyncio: "));
    stdout + &reports.map(|line| format!("{line}\n")).collect::<String>()
}

/// For each executor on which the Rust program does not print what is recorded: which lines are
/// missing (`-`), and which are not expected (`+`).
///
/// # Errors
/// If there is no recorded transcript.
pub fn differences(binary: &Path, pair: &Pair) -> Result<Vec<String>, String> {
    let expected = recorded(pair)?;
    let differences = together(&Executor::ALL, |&executor| {
        let transcript = rust_prints(binary, pair, executor);
        difference(&expected, &transcript, &format!("{}.rs on {executor:?}", pair.name))
    });
    Ok(differences.into_iter().flatten().collect())
}

/// `None` if the transcript is as expected.
#[must_use]
pub fn difference(expected: &str, transcript: &str, whose: &str) -> Option<String> {
    (expected != transcript).then(|| unified(expected, transcript, whose))
}

/// Does something to several items at the same time.
///
/// # Panics
/// If it panics.
pub fn together<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    thread::scope(|scope| {
        let threads: Vec<_> = items.iter().map(|item| scope.spawn(|| work(item))).collect();
        threads.into_iter().map(|thread| thread.join().expect("the work succeeds")).collect()
    })
}
