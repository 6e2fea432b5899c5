//! Running a program with cargo, as a reader would.

use std::env;
use std::fmt;
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::output::say;
use crate::programs::{Program, root};
use crate::python::{NO_PYTHON, Python};

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
pub fn run(program: &Program) -> Result<bool, String> {
    match program.compile_error() {
        None => run_shown(cargo_for("run", program)?),
        Some(expected) => refuse("run", program, &Headline::of(&expected)?),
    }
}

/// Shows the command for a Python program and runs it. True if it succeeded.
///
/// # Errors
/// If there is no Python 3.
pub fn run_python(program: &Path) -> Result<bool, String> {
    let python = Python::find().ok_or(NO_PYTHON)?;
    let root = root()?;
    let mut command = python.command(program.strip_prefix(&root).unwrap_or(program));
    command.current_dir(root);
    show_command(&python.name, &command);
    let status = command.status().map_err(|error| format!("cannot start Python: {error}"))?;
    Ok(status.success())
}

/// The cargo command for a program, with no other runtime than its own.
///
/// # Errors
/// If the workspace's folder cannot be found.
pub fn cargo_for(verb: &str, program: &Program) -> Result<Command, String> {
    let mut command = cargo(&[verb, "--package", &program.package, "--bin", &program.name])?;
    command.args(["--no-default-features", "--features", &program.features.join(",")]);
    Ok(command)
}

/// The first line of an error: `error[E0728]: …`, or `error: …` where it has no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// `E0728`.
    pub code: Option<String>,
    /// What comes after the colon.
    pub message: String,
}

impl Headline {
    /// The headline of what rustc says, which begins with it.
    ///
    /// # Errors
    /// If it does not.
    pub fn of(text: &str) -> Result<Headline, String> {
        let line = text.lines().next().unwrap_or_default();
        let headline = line.strip_prefix("error").and_then(|rest| {
            let (code, message) = rest.split_once(": ")?;
            let code = code.strip_prefix('[').and_then(|code| code.strip_suffix(']'));
            Some(Headline { code: code.map(ToString::to_string), message: message.to_string() })
        });
        headline.ok_or(format!("'{line}' is not rustc's first line of an error"))
    }

    /// Whether this is the only error in what cargo says, in colour or without.
    fn is_all_of(&self, said: &str) -> bool {
        let plain = plain(said);
        let errors = plain.lines().filter(|line| line.starts_with("error"));
        let summary = ["error: could not compile ", "error: aborting due to "];
        let mut errors = errors.filter(|line| !summary.iter().any(|begin| line.starts_with(begin)));
        errors.next() == Some(&self.to_string()) && errors.next().is_none()
    }
}

/// The text without a terminal's colours.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut parts = text.split('\x1b');
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, rest)| rest))
}

impl fmt::Display for Headline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => write!(f, "error[{code}]: {}", self.message),
            None => write!(f, "error: {}", self.message),
        }
    }
}

/// Builds or runs a program that rustc is to refuse, and shows how it does. True if it does so.
///
/// # Errors
/// If cargo cannot be started.
pub fn refuse(verb: &str, program: &Program, expected: &Headline) -> Result<bool, String> {
    let name = &program.name;
    say(&format!("{name} is meant not to compile. This is what rustc says of it:\n"));
    let (compiled, said) = said_in_colour(cargo_for(verb, program)?)?;
    let (intended, verdict) = judge(name, compiled, &said, expected);
    say(&format!("\n{verdict}"));
    Ok(intended)
}

/// Shows a cargo command and all that it says, in colour if that goes to a terminal. Whether it
/// succeeded, and what it said.
///
/// # Errors
/// If cargo cannot be started.
pub fn said_in_colour(mut command: Command) -> Result<(bool, String), String> {
    let no_color = ["CARGO_TERM_COLOR", "NO_COLOR"].iter().any(|name| env::var_os(name).is_some())
        || env::var_os("TERM").is_some_and(|term| term == "dumb");
    if io::stderr().is_terminal() && !no_color {
        command.env("CARGO_TERM_COLOR", "always"); // cargo sees our pipe, not the terminal
    }
    show(&command);
    said_by(command, |_| true)
}

/// Whether a cargo command succeeded, and what it said, of which it shows some lines at once.
///
/// # Errors
/// If cargo cannot be started.
///
/// # Panics
/// If its stderr is no pipe.
pub fn said_by(
    mut command: Command,
    is_shown: impl Fn(&str) -> bool,
) -> Result<(bool, String), String> {
    let mut child = command.stderr(Stdio::piped()).spawn().map_err(cannot_start)?;
    let mut said = String::new();
    for line in BufReader::new(child.stderr.take().expect("it is piped")).lines() {
        let line = line.map_err(|error| format!("cannot read what cargo says: {error}"))?;
        if is_shown(&line) {
            say(&line);
        }
        said.push_str(&line);
        said.push('\n');
    }
    Ok((child.wait().map_err(cannot_start)?.success(), said))
}

/// Whether a program that must not compile was refused for the right reason, and how to say so.
fn judge(name: &str, compiled: bool, said: &str, expected: &Headline) -> (bool, String) {
    let reason = expected.code.clone().unwrap_or(format!("'{}'", expected.message));
    if compiled {
        let repaired = "If that is your repair of it: well done.";
        (false, format!("{name} compiles, but is meant to be refused with {reason}. {repaired}"))
    } else if expected.is_all_of(said) {
        (true, format!("As intended: rustc refuses {name} with {reason}."))
    } else {
        (false, format!("This is not the intended failure, which is {expected}"))
    }
}

fn show(command: &Command) {
    show_command("cargo", command);
}

/// Shows a command as one would type it.
pub fn show_command(name: &str, command: &Command) {
    let arguments = command.get_args().map(|word| match word.to_string_lossy() {
        word if word.contains(' ') => format!("\"{word}\""),
        word => word.into_owned(),
    });
    say(&format!("$ {name} {}", arguments.collect::<Vec<_>>().join(" ")));
}

fn cannot_start(error: io::Error) -> String {
    format!("cannot start cargo: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const AWAIT: &str = "error[E0728]: `await` is only allowed";
    const SEND: &str = "error: future cannot be sent";

    #[test]
    fn only_the_intended_failure_is_success() {
        let judge = |compiled, said: &str, expected: &str| {
            judge("it", compiled, said, &Headline::of(expected).unwrap()).0
        };
        assert!(judge(false, AWAIT, AWAIT));
        assert!(judge(false, SEND, SEND));
        assert!(!judge(true, "", AWAIT));
        assert!(!judge(false, "", AWAIT));
        assert!(!judge(false, "error[E0728]: `yield` is only allowed", AWAIT));
        assert!(!judge(false, &format!("{AWAIT}\nerror[E0308]: mismatched types"), AWAIT));
        assert!(!judge(false, "error: expected `;`", SEND));
        assert!(!judge(false, &format!("{SEND}\n{AWAIT}"), SEND));
        assert!(!judge(false, &format!("{SEND}\nerror: expected `;`"), SEND));
        assert!(!judge(false, &format!("{AWAIT}\n{AWAIT}"), AWAIT));
        let summary = "error: could not compile `it` due to 1 previous error";
        assert!(judge(false, &format!("{AWAIT}\n{summary}"), AWAIT));
    }

    #[test]
    fn a_headline_is_found_in_colour_and_without() {
        let said = "\x1b[1m\x1b[91merror[E0728]\x1b[0m\x1b[1m: `await` is only allowed\x1b[0m\n";
        assert!(Headline::of(AWAIT).unwrap().is_all_of(said));
        assert_eq!(Headline::of(AWAIT).unwrap().to_string(), AWAIT);
        assert_eq!(Headline::of(SEND).unwrap().to_string(), SEND);
        assert!(Headline::of("warning: unused").is_err());
    }
}
