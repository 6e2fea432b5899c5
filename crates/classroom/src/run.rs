//! Running a program with cargo, as a reader would.

use std::env;
use std::fmt;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::process::{Command, Stdio};

use crate::programs::{Program, root};

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
        Some(expected) => run_refused(program, &Headline::of(&expected)?),
    }
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

    /// Whether rustc says this, and no error with another code, in colour or without.
    fn is_in(&self, said: &str) -> bool {
        let after = said.split("error[").skip(1);
        let mut codes = after.filter_map(|rest| rest.split_once(']')).map(|(code, _)| code);
        said.contains(&self.message) && codes.all(|code| self.code.as_deref() == Some(code))
    }
}

impl fmt::Display for Headline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.code {
            Some(code) => write!(f, "error[{code}]: {}", self.message),
            None => write!(f, "error: {}", self.message),
        }
    }
}

/// Runs a program that rustc is to refuse, and shows how it does. True if it does so.
///
/// # Errors
/// If cargo cannot be started.
///
/// # Panics
/// If its stderr is no pipe.
pub fn run_refused(program: &Program, expected: &Headline) -> Result<bool, String> {
    let name = &program.name;
    eprintln!("{name} is meant not to compile. This is what rustc says of it:\n");
    let mut command = cargo_for("run", program)?;
    let no_color = ["CARGO_TERM_COLOR", "NO_COLOR"].iter().any(|name| env::var_os(name).is_some())
        || env::var_os("TERM").is_some_and(|term| term == "dumb");
    if io::stderr().is_terminal() && !no_color {
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
    let (intended, verdict) = judge(name, compiled, &said, expected);
    eprintln!("\n{verdict}");
    Ok(intended)
}

/// Whether a program that must not compile was refused for the right reason, and how to say so.
fn judge(name: &str, compiled: bool, said: &str, expected: &Headline) -> (bool, String) {
    let reason = expected.code.clone().unwrap_or(format!("'{}'", expected.message));
    if compiled {
        let repaired = "If that is your repair of it: well done.";
        (false, format!("{name} compiles, but is meant to be refused with {reason}. {repaired}"))
    } else if expected.is_in(said) {
        (true, format!("As intended: rustc refuses {name} with {reason}."))
    } else {
        (false, format!("This is not the intended failure, which is {expected}"))
    }
}

fn show(command: &Command) {
    let arguments: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
    eprintln!("$ cargo {}", arguments.join(" "));
    let _ = io::stderr().flush();
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
    }

    #[test]
    fn a_headline_is_found_in_colour_and_without() {
        let said = "\x1b[1m\x1b[91merror[E0728]\x1b[0m: `await` is only allowed\x1b[0m\n";
        assert!(Headline::of(AWAIT).unwrap().is_in(said));
        assert_eq!(Headline::of(AWAIT).unwrap().to_string(), AWAIT);
        assert_eq!(Headline::of(SEND).unwrap().to_string(), SEND);
        assert!(Headline::of("warning: unused").is_err());
    }
}
