//! Mutations of `crates/asyncio`: a line is broken in a copy, and a test must fail.
//!
//! Each is a patch in `crates/verification/mutations`. Its header says what is broken and why that matters,
//! names each test that must fail (`Caught by: models <test>` or `Caught by: guarantees <test>`), and may
//! name a stage's program in which it can be seen (`Seen in: stage2-smol`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use classroom::names::{find, split};
use classroom::programs::{Runtime, read, root};
use classroom::run::cargo;
use classroom::{Error, Result, print, say};

use crate::build::{build_with, target};
use crate::files::{lock, mirror, write};
use crate::patch::Patch;
use crate::process::{SEVERAL_THREADS, Show, run_until};

const FOLDER: &str = "crates/verification/mutations";
const CAUGHT_BY: &str = "Caught by: ";
const SEEN_IN: &str = "Seen in: ";

/// The time limit for a test: it prints only when it is done, and a model takes longer than a program.
const TEST_SILENCE: Duration = Duration::from_secs(120);

const PROGRAMS: &str = "stages-without-sleep";

/// A test that must fail.
#[derive(Debug)]
pub struct Catcher {
    suite: String,
    /// The folder of its package.
    package: &'static str,
    test: String,
}

/// All of them, in the order of their names.
pub fn all() -> Result<Vec<Patch>> {
    Patch::all(&root()?.join(FOLDER))
}

/// The tests that must fail; there is at least one.
pub fn catchers(mutation: &Patch) -> Result<Vec<Catcher>> {
    mutation.note(CAUGHT_BY)?;
    let catcher = |note: &str| {
        let (suite, test) = note.split_once(' ').unwrap_or_default();
        let package = match suite {
            "models" => "crates/verification/models",
            "guarantees" => "crates/asyncio",
            _ => {
                let what = "is neither models nor guarantees <test>";
                return Err(Error::new(format!("{}: `{note}` {what}", mutation.name)));
            }
        };
        Ok(Catcher { suite: suite.to_string(), package, test: test.to_string() })
    };
    mutation.header.notes(CAUGHT_BY).map(catcher).collect()
}

/// Applies a mutation to a copy of this workspace.
fn copy(mutation: &Patch) -> Result<PathBuf> {
    let (root, copy) = (root()?, target()?.join("mutations"));
    for folder in ["crates", "examples"] {
        mirror(&root.join(folder), &copy.join(folder))?;
    }
    for file in ["Cargo.toml", "Cargo.lock"] {
        write(&copy.join(file), read(&root.join(file))?)?;
    }
    for (file, text) in mutation.apply(&root)? {
        write(&copy.join(file), text)?;
    }
    Ok(copy)
}

/// cargo in the copy. It has a target folder of its own: in ours, cargo would take the copy's `crates/asyncio`
/// for the real one, whose path in its workspace is the same.
fn cargo_in(copy: &Path, arguments: &[&str]) -> Result<Command> {
    let mut command = cargo(arguments)?;
    command.current_dir(copy).env("CARGO_TARGET_DIR", copy.join("target"));
    command.env("CARGO_BUILD_BUILD_DIR", copy.join("target")).env("CARGO_ENCODED_RUSTFLAGS", "");
    Ok(command)
}

impl Catcher {
    /// Builds the test's suite in the copy. `None` if it does not compile.
    fn build(&self, copy: &Path, show: Show) -> Result<Option<PathBuf>> {
        let manifest = format!("{}/Cargo.toml", self.package);
        let arguments = ["test", "--no-run", "--manifest-path", &manifest, "--test", &self.suite];
        executable(cargo_in(copy, &arguments)?, &self.suite, show)
    }

    /// Runs the test. True if it fails or hangs. A model's panic may be followed by a long backtrace, so
    /// only the first line of its message is shown.
    fn catches(&self, suite: &Path, show: Show) -> Result<bool> {
        let mut command = Command::new(suite);
        command.args(["--exact", &self.test]);
        let shown = if self.suite == "models" { Show::No } else { show };
        let output = run_until(command, shown, TEST_SILENCE)?;
        if shown != show {
            let stdout = output.stdout.lines();
            let mut panic = stdout.skip_while(|line| !line.contains(" panicked at "));
            let blocked =
                "deadlock: each thread waits forever (Blocked) or has finished (Terminated);";
            say(&panic.nth(1).unwrap_or_default().replace("deadlock;", blocked));
        }
        let ran = output.stopped || !output.stdout.contains("running 0 tests");
        let missing = || Error::new(format!("there is no test {} {}", self.suite, self.test));
        ran.then_some(!output.status.success()).ok_or_else(missing)
    }

    fn source(&self) -> String {
        let module = self.test.split("::").next().unwrap_or_default();
        format!("{}/tests/{}/{module}.rs", self.package, self.suite)
    }
}

fn executable(command: Command, name: &str, show: Show) -> Result<Option<PathBuf>> {
    let mut built = build_with(command, show, str::to_string)?;
    Ok(built.remove(name).and_then(|built| built.executable))
}

pub fn list() -> Result<bool> {
    for patch in all()? {
        print(&format!("{:<36} {}\n", patch.name, patch.header.purpose()));
    }
    print("\nSee one: just break pulse-lost\n");
    Ok(true)
}

/// For a class: says what is broken, shows what that does to a program, and runs the tests that fail.
pub fn show(name: &str) -> Result<bool> {
    let mutations = all()?;
    let mutation = find("mutation", name, &mutations, "just break")?;
    let Patch { header, diff, .. } = mutation;
    let reason = header.prose(&[CAUGHT_BY, SEEN_IN]);
    say(&format!("{name}: {}\n\n{reason}\n\n{diff}", header.purpose()));
    say("The guarantees are in crates/asyncio/README.md.");
    say("Only a copy is broken. What follows should fail.\n");
    let _lock = lock(&target()?.join("mutations"))?;
    let copy = copy(mutation)?;
    let mut all_seen = true;
    for program in header.notes(SEEN_IN) {
        all_seen &= is_seen_in(program, &copy)?;
    }
    let catchers = catchers(mutation)?;
    say("\nThe tests that catch it take a minute to compile the first time.");
    for catcher in &catchers {
        let Catcher { suite, test, .. } = catcher;
        say(&format!("\nNow the test {suite} {test}."));
        let suite = catcher.build(&copy, Show::Yes)?;
        let broken = || Error::new(format!("with {name} the copy does not compile"));
        all_seen &= catcher.catches(&suite.ok_or_else(broken)?, Show::Yes)?;
    }
    let tests: BTreeSet<_> = catchers.iter().map(Catcher::source).collect();
    let tests = tests.into_iter().collect::<Vec<_>>().join(" and ");
    say(&if all_seen {
        format!(
            "\nIt failed, as intended. The test is in {tests}. crates/asyncio itself is unchanged."
        )
    } else {
        "\nThis should have failed, and did not.".to_string()
    });
    Ok(all_seen)
}

/// Runs a stage's program often, without its sleeps. True if it goes wrong.
fn is_seen_in(program: &str, copy: &Path) -> Result<bool> {
    say(&format!("{program} is run 1000 times, without its sleeps:"));
    let runtime = split(program).1.unwrap_or(Runtime::Smol).name();
    let arguments =
        ["build", "--package", PROGRAMS, "--no-default-features", "--features", runtime];
    let built = executable(cargo_in(copy, &arguments)?, PROGRAMS, Show::Yes)?;
    let mut command = Command::new(built.ok_or_else(|| Error::new("the copy does not compile"))?);
    command.args([program, "1000"]).envs(SEVERAL_THREADS);
    Ok(!run_until(command, Show::Yes, TEST_SILENCE)?.status.success())
}

/// Proves that all tests that a mutation names catch it.
pub fn prove_all() -> Result<bool> {
    let (mutations, _lock) = (all()?, lock(&target()?.join("mutations"))?);
    let mut unseen = 0;
    for mutation in &mutations {
        let copy = copy(mutation)?;
        for catcher in catchers(mutation)? {
            let (is_seen, verdict) = match catcher.build(&copy, Show::No)? {
                None => (false, "DOES NOT COMPILE, for"),
                Some(suite) if catcher.catches(&suite, Show::No)? => (true, "seen by"),
                Some(_) => (false, "NOT SEEN BY"),
            };
            unseen += usize::from(!is_seen);
            print(&format!("{:<36} {verdict} {}\n", mutation.name, catcher.test));
        }
    }
    print(&format!("{} mutations, {unseen} not seen\n", mutations.len()));
    Ok(unseen == 0)
}
