//! Shows a class how a mistake fails, and its repair.

use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::compare::side_by_side;
use crate::mistakes::{Case, Mistake};
use crate::outcome::Outcome;
use crate::output::{Output, Show, TIME_LIMIT, run_until, say};
use crate::programs::{Program, read};
use crate::run::{Headline, cargo_for, refuse, run_shown};

/// A program that hangs is stopped when it has shown so. The mistakes take a second, or hang.
const PATIENCE: Duration = Duration::from_secs(5);

/// With one thread for tasks, a mistake does the same on every machine.
pub const ONE_THREAD: [(&str, &str); 3] =
    [("TOKIO_WORKER_THREADS", "1"), ("ASYNC_STD_THREAD_COUNT", "1"), ("SMOL_THREADS", "1")];

/// With several threads, tasks may run at the same moment, also where the runtime's default is one.
pub const SEVERAL_THREADS: [(&str, &str); 3] =
    [("TOKIO_WORKER_THREADS", "4"), ("ASYNC_STD_THREAD_COUNT", "4"), ("SMOL_THREADS", "4")];

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
            true => refuse("build", &case.mistake, &Headline::of(&read(&case.recorded())?)?)?,
            false => fail_when_run(mistake, case)?,
        };
        say("");
    }
    say(&explanation(&cases[0].mistake)?);
    let repair = if cases.len() == 1 { &cases[0].name } else { &mistake.name };
    say(&format!("\nIts repair: just repair {repair}"));
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
    let recorded = Outcome::recorded(&case.recorded())?.when_run();
    let repaired = Outcome::recorded(&mistake.repaired())?;
    let meant = match damage(&recorded, &repaired) {
        Some(_) => "is meant to go wrong when it runs",
        None => "does no harm on this runtime",
    };
    say(&format!("{} compiles, and {meant}.", case.name));
    let Some(output) = run_within(PATIENCE, &case.mistake)? else { return Ok(false) };
    let (intended, verdict) = judge(&Outcome::of_rust(&[], &output), &recorded, &repaired);
    say(&format!("\n{verdict}"));
    Ok(intended)
}

/// Builds a program and runs it with one thread for tasks. `None` if it does not compile.
fn run_within(limit: Duration, program: &Program) -> Result<Option<Output>, String> {
    if !run_shown(cargo_for("build", program)?)? {
        return Ok(None);
    }
    let (path, seconds) = (program.path()?, limit.as_secs());
    say(&format!("\n{path}, with one thread for tasks, and stopped after {seconds} seconds:"));
    run_until(binary(&program.name)?, Show::Yes, |_, time| time > limit).map(Some)
}

/// Whether a program did what is recorded of it, and how to say so.
fn judge(outcome: &Outcome, recorded: &Outcome, repaired: &Outcome) -> (bool, String) {
    if !recorded.allows(outcome) {
        let other = "This is not what it was meant to do. If that is your repair of it: well done.";
        return (false, other.to_string());
    }
    let what = damage(outcome, repaired).unwrap_or("all is well".to_string());
    (true, format!("As intended: {what}."))
}

/// What is wrong with what a program did.
fn damage(outcome: &Outcome, repaired: &Outcome) -> Option<String> {
    let prints = outcome.prints();
    let missing = repaired.prints().into_iter().filter(|line| !prints.contains(line));
    let missing: Vec<_> = missing.map(|line| format!("'{line}'")).collect();
    if outcome.hangs() {
        Some("it hangs, and was stopped".to_string())
    } else if outcome.panics().next().is_some() {
        Some("it panics".to_string())
    } else if repaired.allows(outcome) {
        None
    } else if missing.is_empty() {
        Some("it ends, but does not print what its repair prints".to_string())
    } else {
        Some(format!("it ends, but has not printed {}", missing.join(", ")))
    }
}

/// Where cargo puts a program of this workspace: beside this one.
///
/// # Errors
/// If the system does not tell.
pub fn binary_path(name: &str) -> Result<PathBuf, String> {
    let this = env::current_exe();
    let this = this.map_err(|error| format!("cannot tell where the programs are: {error}"))?;
    Ok(this.with_file_name(format!("{name}{}", env::consts::EXE_SUFFIX)))
}

/// A program of this workspace, to be run with one thread for tasks.
///
/// # Errors
/// If the system does not tell where it is.
pub fn binary(name: &str) -> Result<Command, String> {
    let mut command = Command::new(binary_path(name)?);
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
        say(&case.repair.purpose()?);
        say(&format!(
            "\n  mistake: {}\n   repair: {}\n",
            case.mistake.path()?,
            case.repair.path()?
        ));
        say(&side_by_side(("mistake", &mistake), ("repair", &repair)));
        let output = run_within(TIME_LIMIT, &case.repair)?;
        all_well &= output.is_some_and(|output| output.status.success());
        say("");
    }
    Ok(all_well)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_recorded_is_intended() {
        let outcome = |text: &str| Outcome::from_text(text);
        let repaired = outcome("one\ntwo\n");
        let judge = |did: &str, recorded: &str| judge(&outcome(did), &outcome(recorded), &repaired);
        for (did, verdict) in [
            ("one\ntwo\n", "As intended: all is well."),
            ("one\n! hangs\n", "As intended: it hangs, and was stopped."),
            ("one\n! panics: bad luck\n! exit code 101\n", "As intended: it panics."),
            ("one\n", "As intended: it ends, but has not printed 'two'."),
            ("two\none\n", "As intended: it ends, but does not print what its repair prints."),
        ] {
            assert_eq!(judge(did, did), (true, verdict.to_string()));
            assert!(!judge(did, "another").0);
        }
        assert!(judge("one\n! hangs\n", "one\n? two\n! hangs\n").0);
        assert!(!judge("one\ntwo\n", "one\n").0);
    }
}
