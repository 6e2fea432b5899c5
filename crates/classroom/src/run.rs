//! Running a program with cargo, as a reader would.

use std::collections::BTreeSet;
use std::env;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::process::{Command, Stdio};

use crate::programs::{Runtime, Topic, root};

/// cargo, in the workspace's folder.
///
/// # Errors
/// If the workspace's folder cannot be found.
pub fn cargo(arguments: &[&str]) -> Result<Command, String> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(arguments).current_dir(root()?);
    Ok(cargo)
}

/// Shows the command and runs it. True if it succeeded.
///
/// # Errors
/// If it cannot be started.
pub fn run_shown(mut command: Command) -> Result<bool, String> {
    show(&command);
    Ok(command.status().map_err(cannot_start)?.success())
}

/// Runs a program, with only its runtime compiled. True if all went as it should: if a program that
/// must not compile was refused for the right reason, that is success, too.
///
/// # Errors
/// If cargo cannot be started.
pub fn run(topic: &Topic, runtime: Runtime) -> Result<bool, String> {
    let (package, program) = (&topic.package, &topic.program(runtime));
    let expected = topic.compile_error(runtime);
    let features = match expected {
        None => runtime.name().to_string(),
        Some(_) => format!("{runtime},does-not-compile"),
    };
    let arguments = ["run", "--package", package, "--bin", program, "--no-default-features"];
    let mut command = cargo(&arguments)?;
    command.args(["--features", &features]);
    match expected {
        None => run_shown(command),
        Some(expected) => run_refused(command, program, &expected),
    }
}

fn run_refused(mut command: Command, program: &str, expected: &str) -> Result<bool, String> {
    let expected = error_codes(expected);
    eprintln!("{program} is meant not to compile. This is what rustc says of it:\n");
    if io::stderr().is_terminal() && env::var_os("CARGO_TERM_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "always"); // cargo sees our pipe, not the terminal
    }
    show(&command);
    let mut child = command.stderr(Stdio::piped()).spawn().map_err(cannot_start)?;
    let mut said = String::new();
    for line in BufReader::new(child.stderr.take().expect("it is piped")).lines() {
        let line = line.map_err(|error| format!("cannot read what cargo says: {error}"))?;
        eprintln!("{line}");
        said.push_str(&line);
        said.push('\n');
    }
    let compiled = child.wait().map_err(cannot_start)?.success();
    let refused = error_codes(&said);
    let list = |codes: &BTreeSet<String>| codes.iter().cloned().collect::<Vec<_>>().join(", ");
    if compiled {
        eprintln!("\n{program} has compiled, but it is meant to be refused: {}.", list(&expected));
    } else if refused == expected {
        eprintln!("\nAs intended: rustc refuses {program} with {}.", list(&expected));
    } else {
        eprintln!("\nThis is not the intended failure, which is {}.", list(&expected));
    }
    Ok(!compiled && refused == expected)
}

/// The codes of all errors in what rustc says, coloured or not: `E0728` in `error[E0728]: …`.
#[must_use]
pub fn error_codes(said: &str) -> BTreeSet<String> {
    let after = said.split("error[").skip(1);
    after.filter_map(|rest| rest.split_once(']')).map(|(code, _)| code.to_string()).collect()
}

fn show(command: &Command) {
    let arguments: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
    eprintln!("$ cargo {}", arguments.join(" "));
    let _ = io::stderr().flush();
}

fn cannot_start(error: io::Error) -> String {
    format!("cannot start cargo: {error}")
}
