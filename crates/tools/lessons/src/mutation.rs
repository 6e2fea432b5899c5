//! Mutations of `crates/asyncio`: a line is broken in a copy, and a test must fail.
//!
//! Each is a patch in `crates/verification/mutations`. Its header says what is broken and why that matters,
//! names each test that must fail (`Caught by: models <test>` or `Caught by: guarantees <test>`), and may
//! name a stage's program in which it can be seen (`Seen in: stage2-smol`).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use classroom::names::{Named, find, split};
use classroom::programs::{Runtime, folders, read, root, shown};
use classroom::run::cargo;
use classroom::{Context, Error, Result, print, say};

use crate::build::{build_with, lock, target, write};
use crate::patch::Patch;
use crate::process::{Output, Show, run_until};
use crate::run::with_threads;

const FOLDER: &str = "crates/verification/mutations";
const CAUGHT_BY: &str = "Caught by: ";
const SEEN_IN: &str = "Seen in: ";

/// A test or a model that prints nothing for longer waits forever. They print when they are done.
const SILENCE: Duration = Duration::from_secs(120);

/// A mutation.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// Its file.
    pub patch: Patch,
}

/// A test that must fail.
struct Catcher {
    suite: &'static str,
    package: &'static str,
    test: String,
}

impl Named for Mutation {
    fn name(&self) -> &str {
        &self.patch.name
    }
}

impl Mutation {
    /// All of them, in the order of their names.
    pub fn all() -> Result<Vec<Mutation>> {
        let patches = Patch::all(&root()?.join(FOLDER))?;
        Ok(patches.into_iter().map(|patch| Mutation { patch }).collect())
    }

    fn catchers(&self) -> Result<Vec<Catcher>> {
        self.patch.note(CAUGHT_BY)?;
        let catchers = self.patch.header.notes(CAUGHT_BY).map(|note| match note.split_once(' ') {
            Some(("models", test)) => {
                Ok(Catcher { suite: "models", package: "models", test: test.to_string() })
            }
            Some(("guarantees", test)) => {
                Ok(Catcher { suite: "guarantees", package: "asyncio", test: test.to_string() })
            }
            _ => {
                let name = self.name();
                Err(Error::new(format!("{name}: `{note}` is neither models nor guarantees <test>")))
            }
        });
        catchers.collect()
    }

    /// What is wrong with how it says that it is caught.
    pub fn check_catchers(&self) -> Result<()> {
        self.catchers().map(drop)
    }

    /// Applies it to a copy of what is needed to see it.
    fn copy(&self) -> Result<PathBuf> {
        let (root, copy) = (root()?, target()?.join("mutations"));
        let crates =
            folders(&root.join("crates"))?.into_iter().filter(|it| it.starts_with("stage"));
        let mut packages: Vec<_> = crates.map(|stage| format!("crates/{stage}")).collect();
        packages.extend(MEMBERS.map(String::from));
        for package in packages {
            mirror(&root.join(&package), &copy.join(&package))?;
        }
        let manifest = read(&root.join("Cargo.toml"))?;
        let start = manifest.find("[workspace.package]").unwrap_or_default();
        let members = MEMBERS.map(|member| format!("\"{member}\"")).join(", ");
        let head = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n");
        write(&copy.join("Cargo.toml"), &format!("{head}{}", &manifest[start..]))?;
        write(&copy.join("Cargo.lock"), &read(&root.join("Cargo.lock"))?)?;
        for (file, text) in self.patch.apply(&root)? {
            write(&copy.join(file), &text)?;
        }
        Ok(copy)
    }
}

const MEMBERS: [&str; 3] =
    ["crates/asyncio", "crates/verification/models", "crates/verification/stages-without-sleep"];

/// Makes a folder the same as another one. A file that has not changed is left alone: cargo would compile it anew.
fn mirror(from: &Path, to: &Path) -> Result<()> {
    let failed = format!("cannot copy {} to {}", shown(from), shown(to));
    fs::create_dir_all(to).context(&failed)?;
    for entry in fs::read_dir(to).context(&failed)? {
        let path = entry.context(&failed)?.path();
        if path.is_file() && !from.join(path.file_name().unwrap_or_default()).exists() {
            fs::remove_file(&path).context(&failed)?;
        }
    }
    for entry in fs::read_dir(from).context(&failed)? {
        let path = entry.context(&failed)?.path();
        let copied = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            mirror(&path, &copied)?;
        } else if path
            .extension()
            .is_some_and(|it| ["rs", "toml", "md"].iter().any(|name| it == *name))
        {
            write(&copied, &read(&path)?)?;
        }
    }
    Ok(())
}

/// cargo in the copy, with our target folder.
fn cargo_in(copy: &Path, arguments: &[&str]) -> Result<Command> {
    let mut command = cargo(arguments)?;
    command.current_dir(copy).env("CARGO_TARGET_DIR", target()?).env("RUST_BACKTRACE", "0");
    Ok(command)
}

impl Catcher {
    /// Builds the test's suite in the copy. `None` if it does not compile.
    fn build(&self, copy: &Path, show: Show) -> Result<Option<PathBuf>> {
        let arguments = ["test", "--no-run", "--package", self.package, "--test", self.suite];
        executable(cargo_in(copy, &arguments)?, self.suite, show)
    }

    /// Runs the test. True if it fails, or waits forever.
    fn catches(&self, suite: &Path, show: Show) -> Result<bool> {
        let mut command = Command::new(suite);
        command.args(["--exact", &self.test]).env("RUST_BACKTRACE", "0");
        let output = run_until(command, show, SILENCE)?;
        let ran = output.stopped || !output.stdout.contains("running 0 tests");
        let missing = || Error::new(format!("there is no test {} {}", self.suite, self.test));
        ran.then_some(!output.status.success()).ok_or_else(missing)
    }

    /// The file that it is in.
    fn source(&self) -> String {
        let module = self.test.split("::").next().unwrap_or_default();
        let package = if self.package == "models" { "verification/models" } else { self.package };
        format!("crates/{package}/tests/{}/{module}.rs", self.suite)
    }
}

fn executable(command: Command, name: &str, show: Show) -> Result<Option<PathBuf>> {
    let mut built = build_with(command, show, str::to_string)?;
    Ok(built.remove(name).and_then(|built| built.executable))
}

/// A list of all mutations.
pub fn list() -> Result<bool> {
    for Mutation { patch } in Mutation::all()? {
        print(&format!("{:<36} {}\n", patch.name, patch.header.purpose()));
    }
    Ok(true)
}

/// For a class: tells what is broken, shows what that does to a program, and runs the tests that fail.
pub fn show(name: &str) -> Result<bool> {
    let mutations = Mutation::all()?;
    let mutation = find("mutation", name, &mutations, "just break")?;
    let Mutation { patch } = mutation;
    let reason = patch.header.prose(&[CAUGHT_BY, SEEN_IN]);
    say(&format!("{name}: {}\n\n{reason}\n\n{}", patch.header.purpose(), patch.diff));
    say(
        "The guarantees are in crates/asyncio/README.md. This is done to a copy; what comes now should fail.\n",
    );
    let _lock = lock(&target()?.join("mutations"))?;
    let copy = mutation.copy()?;
    let mut all_seen = true;
    for program in patch.header.notes(SEEN_IN) {
        all_seen &= is_seen_in(program, &copy)?;
    }
    let catchers = mutation.catchers()?;
    for catcher in &catchers {
        say(&format!(
            "\nNow the test {} {}. The first time, it takes a minute to compile.",
            catcher.suite, catcher.test
        ));
        let suite = catcher.build(&copy, Show::Yes)?;
        let broken = || Error::new(format!("with {name} the copy does not compile"));
        all_seen &= catcher.catches(&suite.ok_or_else(broken)?, Show::Yes)?;
    }
    let tests = catchers.iter().map(Catcher::source).collect::<Vec<_>>().join(", ");
    say(&match all_seen {
        true => format!(
            "\nAs intended, it failed. The test is in {tests}. crates/asyncio itself is as it was."
        ),
        false => "\nThis should have failed, and did not.".to_string(),
    });
    Ok(all_seen)
}

/// Runs a stage's program often, without its sleeps. True if it goes wrong.
fn is_seen_in(program: &str, copy: &Path) -> Result<bool> {
    const PACKAGE: &str = "stages-without-sleep";
    say(&format!("{program} is run 1000 times, without its sleeps:"));
    let runtime = split(program).1.unwrap_or(Runtime::Smol).name();
    let arguments = ["build", "--package", PACKAGE, "--no-default-features", "--features", runtime];
    let executable = executable(cargo_in(copy, &arguments)?, PACKAGE, Show::Yes)?;
    let broken = || Error::new("the copy does not compile");
    let mut command = with_threads(Command::new(executable.ok_or_else(broken)?), false);
    command.args([program, "1000"]);
    let Output { status, .. } = run_until(command, Show::Yes, SILENCE)?;
    Ok(!status.success())
}

/// Proves that each mutation is seen by all tests that are said to catch it, and that each model catches one.
pub fn prove_all() -> Result<bool> {
    let (mutations, _lock) = (Mutation::all()?, lock(&target()?.join("mutations"))?);
    let mut unseen = 0;
    let mut models = Vec::new();
    for mutation in &mutations {
        let copy = mutation.copy()?;
        for catcher in mutation.catchers()? {
            let verdict = match catcher.build(&copy, Show::No)? {
                None => "DOES NOT COMPILE, for",
                Some(suite) => {
                    if catcher.suite == "models" && models.is_empty() {
                        models = tests_of(&suite)?;
                    }
                    if catcher.catches(&suite, Show::No)? { "seen by" } else { "NOT SEEN BY" }
                }
            };
            models.retain(|model| *model != catcher.test);
            unseen += usize::from(verdict != "seen by");
            print(&format!("{:<36} {verdict} {}\n", mutation.name(), catcher.test));
        }
    }
    models.iter().for_each(|model| print(&format!("{model} catches no mutation\n")));
    print(&format!("{} mutations, {unseen} not seen\n", mutations.len()));
    Ok(unseen == 0 && models.is_empty())
}

fn tests_of(suite: &Path) -> Result<Vec<String>> {
    let output = Command::new(suite).arg("--list").output();
    let output = output.context("cannot list the models")?;
    let listed = String::from_utf8_lossy(&output.stdout);
    Ok(listed.lines().filter_map(|line| line.strip_suffix(": test")).map(String::from).collect())
}
