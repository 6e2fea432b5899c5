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
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use classroom::programs::root;
use classroom::run::{cargo, run_shown};

use patches::Patch;

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
    println!("This is done to a copy in target/broken. What comes now is meant to fail.\n");
    let mut all_seen = true;
    for catcher in &patch.catchers {
        if !run_shown(in_copy(catcher.command(), &folder, &["--no-run"])?)? {
            return Err(format!("with {} the copy does not compile", patch.name));
        }
        all_seen &= !run_shown(in_copy(catcher.command(), &folder, &catcher.arguments())?)?;
    }
    if let Some(program) = &patch.program {
        let mut command = in_copy(STAGES, &folder, &["--", program, "1000"])?;
        for variable in ["TOKIO_WORKER_THREADS", "ASYNC_STD_THREAD_COUNT", "SMOL_THREADS"] {
            command.env(variable, "4");
        }
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
            let compiles = quietly(in_copy(catcher.command(), &folder, &["--no-run"])?)?;
            let passes = quietly(in_copy(catcher.command(), &folder, &catcher.arguments())?)?;
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
    let unproven = unproven_models(&patches)?;
    for model in &unproven {
        println!("{model} catches no break, so it may prove nothing");
    }
    Ok(unseen.is_empty() && unproven.is_empty())
}

/// The models that no patch names.
fn unproven_models(patches: &[Patch]) -> Result<Vec<String>, String> {
    let mut command = cargo(patches::MODELS)?;
    let output = command.args(["--", "--list"]).output().map_err(cannot_start)?;
    let listed = String::from_utf8_lossy(&output.stdout);
    let models = listed.lines().filter_map(|line| line.strip_suffix(": test"));
    let named = |model: &str| {
        patches.iter().flat_map(|patch| &patch.catchers).any(|catcher| catcher.test == model)
    };
    let unproven = models.clone().filter(|model| !named(model)).map(ToString::to_string);
    match models.count() {
        0 => Err("there is no model".to_string()),
        _ => Ok(unproven.collect()),
    }
}

const STAGES: &[&str] = &["run", "--package", "stages-without-sleep"];

fn in_copy(command: &[&str], folder: &Path, more: &[&str]) -> Result<Command, String> {
    let mut command = cargo(command)?;
    command.args(more).current_dir(folder);
    command.env("CARGO_TARGET_DIR", folder.join("target")).env("RUST_BACKTRACE", "0");
    Ok(command)
}

fn quietly(mut command: Command) -> Result<bool, String> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    Ok(command.status().map_err(cannot_start)?.success())
}

fn cannot_start(error: io::Error) -> String {
    format!("cannot start cargo: {error}")
}
