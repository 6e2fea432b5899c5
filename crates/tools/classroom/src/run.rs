//! Running programs and tools with cargo.

use std::env;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use crate::error::{Context, Error, Result};
use crate::programs::{Program, read, root, shown};
use crate::python::{NO_PYTHON, Python};
use crate::screen::{print, say};

/// cargo, in the workspace's folder.
pub fn cargo(arguments: &[&str]) -> Result<Command> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(arguments).current_dir(root()?);
    Ok(cargo)
}

/// Shows a command as you would type it.
pub fn show(name: &str, command: &Command) {
    let arguments = command.get_args().map(|word| match word.to_string_lossy() {
        word if word.contains(' ') => format!("\"{word}\""),
        word => word.into_owned(),
    });
    say(&format!("$ {name} {}", arguments.collect::<Vec<_>>().join(" ")));
}

/// The cargo command for a program, with no other runtime than its own.
pub fn cargo_for(verb: &str, program: &Program) -> Result<Command> {
    read(&program.source)?; // if it is missing, cargo does not say what to do
    let mut command = cargo(&[verb, "--package", &program.package, "--bin", &program.name])?;
    command.args(["--no-default-features", "--features", program.runtime.name()]);
    command.args(program.is_refused().then_some("--features=does-not-compile"));
    Ok(command)
}

/// Runs a program, with only its runtime compiled. True if it succeeds, or is refused if it should be.
pub fn run(program: &Program) -> Result<bool> {
    let refused = program.is_refused();
    let command = cargo_for(if refused { "build" } else { "run" }, program)?;
    as_it_should("cargo", command, &program.source, refused)
}

/// Builds or runs a program with this command. True if it succeeds, or is refused if it should be.
fn as_it_should(name: &str, command: Command, source: &Path, refused: bool) -> Result<bool> {
    if !refused {
        return status(name, command);
    }
    let who = if name == "cargo" { "rustc" } else { "Python" };
    say(&format!("{} is meant not to compile. This is what {who} says:\n", shown(source)));
    let compiles = status(name, command)?;
    let end = if compiles { "compiles: well done" } else { "explains the error in its header" };
    say(&format!("\n{} {end}.", shown(source)));
    Ok(!compiles)
}

/// Runs a command, and shows it first. True if it succeeds.
pub fn status(name: &str, mut command: Command) -> Result<bool> {
    show(name, &command);
    let child = command.stdout(Stdio::piped()).spawn();
    let mut child = child.context(format_args!("cannot start {name}; see: just doctor"))?;
    // A program whose reader is gone panics in `println!`, and may hang then: this one reads to the end.
    let (mut stdout, mut part) = (child.stdout.take().expect("it is piped"), [0; 4096]);
    while let Ok(length @ 1..) = stdout.read(&mut part) {
        print(&part[..length]);
    }
    Ok(child.wait().context(format_args!("cannot wait for {name}"))?.success())
}

/// Runs a Python program. True as for [`run`]. Beside a program that Python should refuse, its message is recorded.
pub fn run_python(program: &Path) -> Result<bool> {
    read(program)?; // if it is missing, Python does not say what to do
    let python = Python::find().ok_or_else(|| Error::new(NO_PYTHON))?;
    let mut command = python.command(shown(program).as_ref());
    command.current_dir(root()?);
    as_it_should("python3", command, program, program.with_extension("txt").is_file())
}

/// A package that carries out commands.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// The commands. If there are several, the package is told which.
    pub commands: &'static str,
    /// The package, which has one program of the same name.
    pub package: &'static str,
    /// `release`, if it is compiled with optimisation.
    pub profile: &'static str,
}

impl Tool {
    /// Builds the tool, and runs it for a command and its arguments. How it exits.
    pub fn run(self, words: &[&str]) -> Result<ExitCode> {
        let Tool { commands, package, profile } = self;
        if !Tool::build(package, cargo(&["build", "--profile", profile, "--package", package])?)? {
            return Ok(ExitCode::FAILURE);
        }
        let mut run = cargo(&["run", "--quiet", "--profile", profile, "--package", package])?;
        let words = if commands.contains(' ') { words } else { &words[1..] };
        let status = run.args(["--bin", package, "--"]).args(words).status();
        let code = status.context(format_args!("cannot start {package}"))?.code();
        Ok(code.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
    }

    /// Builds the package, and shows what cargo says, unless there is nothing to do.
    fn build(package: &str, mut build: Command) -> Result<bool> {
        build.stderr(Stdio::piped());
        build.envs([("CARGO_TERM_PROGRESS_WHEN", "never"), ("CARGO_TERM_COLOR", "never")]);
        build.envs([("CARGO_TERM_QUIET", "false"), ("CARGO_TERM_VERBOSE", "false")]);
        let mut child = build.spawn().context("cannot start cargo")?;
        let mut notice = Some(format!("Compiling `{package}`: up to a minute, the first time."));
        for line in BufReader::new(child.stderr.take().expect("it is piped")).lines() {
            let line = line.context("cannot read what cargo says")?;
            // A package of the workspace has its folder behind the version.
            if line.trim_start().starts_with("Compiling ") && !line.contains('(') {
                notice.take().iter().for_each(|text| say(text));
            }
            if !line.trim_start().starts_with("Finished ") {
                say(&line);
            }
        }
        Ok(child.wait().context("cannot wait for cargo")?.success())
    }
}
