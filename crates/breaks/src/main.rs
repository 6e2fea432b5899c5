//! Breaks the port on purpose, in a copy of the workspace, and shows which test sees it.
//!
//!     just break                            lists what can be broken
//!     just break callbacks-after-leaving    breaks it, and runs what fails then
//!     just break --all                      fails if a break is not seen
//!
//! Each file in `patches` is one break: a line on it, why it matters, what catches it, and the change.

mod copy;
mod patches;

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use classroom::programs::root;
use classroom::run::{cargo, run_shown};

use patches::{Catcher, Patch};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match &arguments[..] {
        [] => list(),
        [all] if all == "--all" => prove_all(),
        [name] => Patch::find(name).and_then(|patch| show(&patch)),
        _ => Err("it takes one name; without any it lists them".to_string()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("break: {message}");
            ExitCode::from(2)
        }
    }
}

fn list() -> Result<bool, String> {
    for patch in Patch::all()? {
        println!("{:<36} {}", patch.name, patch.purpose);
    }
    Ok(true)
}

/// For a class: tells what is changed, and runs what fails.
fn show(patch: &Patch) -> Result<bool, String> {
    println!("{}: {}\n\n{}\n\n{}", patch.name, patch.purpose, patch.reason, patch.diff);
    let folder = copy::make(&root()?, patch)?;
    println!("This is done to a copy in {}. What comes now is meant to fail.\n", folder.display());
    if !run_shown(in_copy(&patch.catchers[0], &folder, &["--no-run"])?)? {
        return Err(format!("with {} the copy does not compile", patch.name));
    }
    let mut all_seen = true;
    for catcher in &patch.catchers {
        all_seen &= !run_shown(in_copy(catcher, &folder, &["--", "--exact", &catcher.test])?)?;
    }
    if let Some(program) = &patch.program {
        let package = "stages-without-sleep";
        let mut command = cargo(&["run", "--package", package, "--", program, "1000"])?;
        command.current_dir(&folder);
        all_seen &= !run_shown(command)?;
    }
    match all_seen {
        true => println!("\nAs intended: it failed. The port itself is as it was."),
        false => println!("\nThis should have failed, and did not."),
    }
    Ok(all_seen)
}

/// Proves that every break is seen by all that is said to catch it.
fn prove_all() -> Result<bool, String> {
    let patches = Patch::all()?;
    let mut unseen = Vec::new();
    for patch in &patches {
        let folder = copy::make(&root()?, patch)?;
        for catcher in &patch.catchers {
            let compiles = quietly(in_copy(catcher, &folder, &["--no-run"])?)?;
            let passes = quietly(in_copy(catcher, &folder, &["--", "--exact", &catcher.test])?)?;
            let verdict = match (compiles, passes) {
                (true, false) => "seen by",
                (true, true) => "NOT SEEN BY",
                (false, _) => "DOES NOT COMPILE, for",
            };
            println!("{:<36} {verdict} {}", patch.name, catcher.test);
            if verdict != "seen by" {
                unseen.push(&patch.name);
            }
        }
    }
    println!("{} breaks, {} not seen", patches.len(), unseen.len());
    Ok(unseen.is_empty())
}

fn in_copy(catcher: &Catcher, folder: &Path, more: &[&str]) -> Result<Command, String> {
    let mut command = match catcher.suite.as_str() {
        "models" => cargo(&["test", "--package", "models", "--test", "models"])?,
        _ => cargo(&["test", "--package", "asyncio", "--test", "guarantees"])?,
    };
    command.args(more).current_dir(folder).env("CARGO_TARGET_DIR", folder.join("target"));
    Ok(command)
}

fn quietly(mut command: Command) -> Result<bool, String> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().map_err(|error| format!("cannot start cargo: {error}"))?;
    Ok(status.success())
}
