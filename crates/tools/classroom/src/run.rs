//! Running programs and tools with cargo.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::{Context, Error, Result};
use crate::programs::{Program, root, shown};
use crate::python::{NO_PYTHON, Python};
use crate::screen::say;

/// cargo, in the workspace's folder.
pub fn cargo(arguments: &[&str]) -> Result<Command> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(arguments).current_dir(root()?);
    Ok(cargo)
}

/// Shows a command as one would type it.
pub fn show(name: &str, command: &Command) {
    let arguments = command.get_args().map(|word| match word.to_string_lossy() {
        word if word.contains(' ') => format!("\"{word}\""),
        word => word.into_owned(),
    });
    say(&format!("$ {name} {}", arguments.collect::<Vec<_>>().join(" ")));
}

/// The cargo command for a program, with no other runtime than its own.
pub fn cargo_for(verb: &str, program: &Program) -> Result<Command> {
    let mut command = cargo(&[verb, "--package", &program.package, "--bin", &program.name])?;
    command.args(["--no-default-features", "--features", &program.features.join(",")]);
    Ok(command)
}

/// Runs a program, with only its runtime compiled. True if it succeeds, or if rustc refuses a
/// program that is meant not to compile.
pub fn run(program: &Program) -> Result<bool> {
    let name = &program.name;
    if !program.is_refused() {
        return status("cargo", cargo_for("run", program)?);
    }
    say(&format!("{name} is meant not to compile. This is what rustc says:\n"));
    if status("cargo", cargo_for("build", program)?)? {
        say(&format!("\n{name} compiles. If you have repaired it: well done."));
        return Ok(false);
    }
    let source = shown(&program.source);
    say(&format!("\nThe header of {source} explains the error that rustc should show."));
    Ok(true)
}

fn status(name: &str, mut command: Command) -> Result<bool> {
    show(name, &command);
    Ok(command.status().context(format_args!("cannot start {name}"))?.success())
}

/// Runs a Python program. True if it succeeds.
pub fn run_python(program: &Path) -> Result<bool> {
    let python = Python::find().ok_or_else(|| Error::new(NO_PYTHON))?;
    let root = root()?;
    let mut command = python.command(program.strip_prefix(&root).unwrap_or(program));
    command.current_dir(root);
    status("python3", command)
}

/// A tool that a command starts.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// The package, which has one program of the same name.
    pub package: &'static str,
    /// How long it takes to compile the first time.
    pub first_time: &'static str,
    /// Whether it is compiled with optimisation.
    pub release: bool,
}

impl Tool {
    /// Builds the tool, and runs it. Its exit code.
    pub fn run(self, arguments: &[OsString]) -> Result<i32> {
        let mut build = cargo(&["build", "--package", self.package])?;
        let mut run = cargo(&["run", "--quiet", "--package", self.package, "--bin", self.package])?;
        if self.release {
            build.arg("--release");
            run.arg("--release");
        }
        if !self.build(build)? {
            return Ok(1);
        }
        let status = run.arg("--").args(arguments).status();
        Ok(status.context(format_args!("cannot start {}", self.package))?.code().unwrap_or(1))
    }

    /// Builds it, and shows what cargo says, unless there is nothing to do.
    fn build(self, mut build: Command) -> Result<bool> {
        build.stderr(Stdio::piped());
        build.env("CARGO_TERM_PROGRESS_WHEN", "never").env("CARGO_TERM_COLOR", "never");
        let mut child = build.spawn().context("cannot start cargo")?;
        let mut is_announced = false;
        for line in BufReader::new(child.stderr.take().expect("it is piped")).lines() {
            let line = line.context("cannot read what cargo says")?;
            // A package of the workspace has its folder behind the version.
            let is_dependency = line.trim_start().starts_with("Compiling ") && !line.contains('(');
            if is_dependency && !is_announced {
                let Tool { package, first_time, .. } = self;
                say(&format!("Compiling the tool `{package}`: {first_time} the first time."));
                is_announced = true;
            }
            if !line.trim_start().starts_with("Finished ") {
                say(&line);
            }
        }
        Ok(child.wait().context("cannot wait for cargo")?.success())
    }
}
