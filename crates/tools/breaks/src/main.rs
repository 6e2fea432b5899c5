//! Breaks the port on purpose, in a copy of the workspace, and shows which test sees it.
//!
//!     just break                            lists what can be broken
//!     just break callbacks-after-leaving    breaks it, and runs what fails then
//!     just break --all                      fails if a break is not seen
//!
//! Each file in `patches` is one break: a line on it, why it matters, what catches it, and the change.

mod breaks;
mod copy;

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use classroom::copy::cargo_in;
use classroom::programs::root;
use classroom::run::{cargo, run_shown};

use breaks::{Break, Catcher};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match &arguments[..] {
        [] => list(),
        [all] if all == "--all" => prove_all(),
        [name] => Break::find(name).and_then(|it| show(&it)),
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
    for Break { patch, .. } in Break::all()? {
        say(&format!("{:<36} {}", patch.name, patch.purpose));
    }
    Ok(true)
}

/// For a class: tells what is changed, and runs what fails.
fn show(it: &Break) -> Result<bool, String> {
    let Break { patch, reason, catchers, program } = it;
    say(&format!("{}: {}\n\n{reason}\n\n{}", patch.name, patch.purpose, patch.diff));
    say("The guarantees are in crates/asyncio/README.md.");
    let folder = copy::make(&root()?, patch)?;
    say("This is done to a copy in target/broken. What comes now is meant to fail.\n");
    let mut all_seen = true;
    for catcher in catchers {
        if !run_shown(in_copy(catcher.command(), &folder, &["--no-run"])?)? {
            return Err(format!("with {} the copy does not compile", patch.name));
        }
        all_seen &= !run_shown(in_copy(catcher.command(), &folder, &catcher.arguments())?)?;
    }
    if let Some(program) = program {
        let mut command = in_copy(STAGES, &folder, &["--", program, "1000"])?;
        for variable in ["TOKIO_WORKER_THREADS", "ASYNC_STD_THREAD_COUNT", "SMOL_THREADS"] {
            command.env(variable, "4");
        }
        all_seen &= !run_shown(command)?;
    }
    let tests = catchers.iter().map(Catcher::source).collect::<Vec<_>>().join(", ");
    if all_seen {
        say(&format!("\nAs intended, it failed. The test is in {tests}."));
        say(
            "(Where it says 'deadlock', all threads wait, for ever.) The port itself is as it was.",
        );
    } else {
        say("\nThis should have failed, and did not.");
    }
    Ok(all_seen)
}

/// Prints, also into a pipe whose reader has seen enough.
fn say(line: &str) {
    let _ = io::stdout().write_all(format!("{line}\n").as_bytes());
}

/// Proves that every break is seen by all that is said to catch it.
fn prove_all() -> Result<bool, String> {
    let breaks = Break::all()?;
    let root = root()?;
    let refused: Vec<_> = breaks.iter().filter_map(|it| it.patch.apply(&root).err()).collect();
    if !refused.is_empty() {
        return Err(refused.join("\nbreak: "));
    }
    let mut unseen = 0;
    for Break { patch, catchers, .. } in &breaks {
        let folder = copy::make(&root, patch)?;
        for catcher in catchers {
            let verdict = if !quietly(in_copy(catcher.command(), &folder, &["--no-run"])?)? {
                "DOES NOT COMPILE, for"
            } else if quietly(in_copy(catcher.command(), &folder, &catcher.arguments())?)? {
                "NOT SEEN BY"
            } else {
                "seen by"
            };
            unseen += usize::from(verdict != "seen by");
            say(&format!("{:<36} {verdict} {}", patch.name, catcher.test));
        }
    }
    say(&format!("{} breaks, {unseen} not seen", breaks.len()));
    let unproven = unproven_models(&breaks)?;
    for model in &unproven {
        say(&format!("{model} catches no break, so it may prove nothing"));
    }
    Ok(unseen == 0 && unproven.is_empty())
}

/// The models that no patch names.
fn unproven_models(all: &[Break]) -> Result<Vec<String>, String> {
    let mut command = cargo(breaks::MODELS)?;
    let output = command.args(["--", "--list"]).output().map_err(cannot_start)?;
    let listed = String::from_utf8_lossy(&output.stdout);
    let models = listed.lines().filter_map(|line| line.strip_suffix(": test"));
    let named =
        |model: &str| all.iter().flat_map(|it| &it.catchers).any(|catcher| catcher.test == model);
    let unproven = models.clone().filter(|model| !named(model)).map(ToString::to_string);
    match models.count() {
        0 => Err("there is no model".to_string()),
        _ => Ok(unproven.collect()),
    }
}

const STAGES: &[&str] = &["run", "--package", "stages-without-sleep"];

fn in_copy(command: &[&str], folder: &Path, more: &[&str]) -> Result<Command, String> {
    cargo_in(folder, &[command, more].concat())
}

/// Whether it succeeds, soon: what waits for ever does not.
fn quietly(mut command: Command) -> Result<bool, String> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(cannot_start)?;
    let started = Instant::now();
    while started.elapsed() < TIME_LIMIT {
        if let Some(status) = child.try_wait().map_err(cannot_start)? {
            return Ok(status.success());
        }
        thread::sleep(Duration::from_millis(10));
    }
    child.kill().map_err(cannot_start)?;
    Ok(false)
}

/// Long enough to compile all that a break needs on a slow machine.
const TIME_LIMIT: Duration = Duration::from_secs(600);

fn cannot_start(error: io::Error) -> String {
    format!("cannot start cargo: {error}")
}
