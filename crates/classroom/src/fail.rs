//! Shows a class how a mistake fails, and its repair.

use std::process::Command;
use std::time::Duration;
use std::{env, io};

use crate::compare::side_by_side;
use crate::mistakes::{Case, Mistake};
use crate::outcome::Outcome;
use crate::output::{Show, run_until};
use crate::programs::{Program, read};
use crate::run::{Headline, cargo_for, run, run_refused, run_shown};

/// A program that hangs is stopped when it has shown so. The mistakes take a second, or hang.
const PATIENCE: Duration = Duration::from_secs(5);

/// With one thread for tasks, a mistake does the same on every machine.
pub const ONE_THREAD: [(&str, &str); 3] =
    [("TOKIO_WORKER_THREADS", "1"), ("ASYNC_STD_THREAD_COUNT", "1"), ("SMOL_THREADS", "1")];

/// The program without its header, and the header without `//!`.
fn split(program: &Program) -> Result<(String, String), String> {
    let text = program.text()?;
    let is_header = |line: &&str| line.starts_with("//!");
    let header = text.lines().take_while(is_header);
    let header = header.map(|line| line.strip_prefix("//! ").unwrap_or_default());
    let code = text.lines().skip_while(|line| is_header(line) || line.is_empty());
    let join = |lines: Vec<&str>| lines.join("\n") + "\n";
    Ok((join(header.collect()), join(code.collect())))
}

/// Shows a mistake on some runtimes as rustc sees it, or as it runs, and then the explanation. True
/// if it fails in the way that it is meant to.
///
/// # Errors
/// If cargo cannot be started, or a file is missing.
pub fn fail(mistake: &Mistake, cases: &[Case]) -> Result<bool, String> {
    let mut all_intended = true;
    for case in cases {
        all_intended &= match case.refused {
            true => run_refused(&case.mistake, &Headline::of(&read(&case.recorded())?)?)?,
            false => fail_when_run(mistake, case)?,
        };
        eprintln!();
    }
    eprintln!("{}", explanation(&cases[0].mistake)?);
    Ok(all_intended)
}

/// The header, without the command and what rustc says, which have just been seen.
fn explanation(program: &Program) -> Result<String, String> {
    let (header, _) = split(program)?;
    let lines = header.lines().filter(|line| !line.starts_with("    "));
    let mut lines: Vec<_> = lines.collect();
    lines.dedup(); // what stood between two empty lines is gone
    Ok(lines.join("\n"))
}

fn fail_when_run(mistake: &Mistake, case: &Case) -> Result<bool, String> {
    let name = &case.name;
    eprintln!("{name} compiles, but is meant to go wrong when it runs.");
    if !run_shown(cargo_for("build", &case.mistake)?)? {
        return Ok(false);
    }
    let limit = PATIENCE.as_secs();
    eprintln!(
        "\n(It has one thread for tasks, and is stopped if it still runs after {limit} seconds.)"
    );
    let output = run_until(binary(&case.mistake.name)?, Show::Yes, |_, time| time > PATIENCE)?;
    let outcome = Outcome::new(&[], &output);
    let recorded = Outcome::recorded(&case.recorded())?;
    let intended = recorded.when_run().allows(&outcome);
    let damage = damage(&outcome, &Outcome::recorded(&mistake.repaired())?);
    match (intended, damage) {
        (true, Some(damage)) => eprintln!("\nAs intended: {damage}."),
        (true, None) => eprintln!("\nHere all is well, in spite of the mistake."),
        (false, _) => {
            let repaired = "If that is your repair of it: well done.";
            eprintln!("\nThis is not what it is meant to do:\n{}{repaired}", recorded.text());
        }
    }
    Ok(intended)
}

/// What is wrong with it.
fn damage(outcome: &Outcome, repaired: &Outcome) -> Option<String> {
    let prints = outcome.prints();
    let missing: Vec<_> =
        repaired.prints().into_iter().filter(|line| !prints.contains(line)).collect();
    if outcome.hangs() {
        Some("it hangs, and was stopped".to_string())
    } else if outcome.panics().next().is_some() {
        Some("it panics".to_string())
    } else if missing.is_empty() {
        None
    } else {
        Some(format!("it ends without a word, but has not printed '{}'", missing.join("', '")))
    }
}

/// A program of this workspace, which cargo has built where it has built this one.
///
/// # Errors
/// If nobody knows where that is.
pub fn binary(name: &str) -> Result<Command, String> {
    let unknown = |error: io::Error| format!("cannot tell where the programs are: {error}");
    let folder = env::current_exe().map_err(unknown)?;
    let mut command =
        Command::new(folder.with_file_name(format!("{name}{}", env::consts::EXE_SUFFIX)));
    command.envs(ONE_THREAD).env("RUST_BACKTRACE", "0");
    Ok(command)
}

/// Shows a mistake and its repair as one text, and runs the repair; so on each runtime.
///
/// # Errors
/// If cargo cannot be started, or a file is missing.
pub fn repair(cases: &[Case]) -> Result<bool, String> {
    let mut all_well = true;
    for case in cases {
        let (mistake, repair) = (split(&case.mistake)?.1, split(&case.repair)?.1);
        eprintln!("{}\n", case.repair.purpose()?);
        eprintln!("{}", side_by_side(("mistake", &mistake), ("repair", &repair)));
        all_well &= run(&case.repair)?;
    }
    Ok(all_well)
}
