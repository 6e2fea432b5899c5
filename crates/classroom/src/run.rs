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
    let (intended, verdict) = judge(program, compiled, &error_codes(&said), &expected);
    eprintln!("\n{verdict}");
    Ok(intended)
}

/// Whether a program that must not compile was refused for the right reason, and how to say so.
fn judge(program: &str, compiled: bool, refused: &Codes, expected: &Codes) -> (bool, String) {
    let expected_codes = expected.iter().cloned().collect::<Vec<_>>().join(", ");
    if compiled {
        (
            false,
            format!(
                "{program} compiles, but is meant to be refused with {expected_codes}. If that is your repair of it: well done."
            ),
        )
    } else if refused == expected {
        (true, format!("As intended: rustc refuses {program} with {expected_codes}."))
    } else {
        (false, format!("This is not the intended failure, which is {expected_codes}."))
    }
}

type Codes = BTreeSet<String>;

/// The codes of all errors in what rustc says, coloured or not: `E0728` in `error[E0728]: …`.
fn error_codes(said: &str) -> Codes {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_intended_failure_is_success() {
        let codes = |codes: &[&str]| codes.iter().map(ToString::to_string).collect();
        let judge = |compiled, refused| judge("it", compiled, &refused, &codes(&["E0728"])).0;
        assert!(judge(false, codes(&["E0728"])));
        assert!(!judge(true, codes(&[])));
        assert!(!judge(false, codes(&[])));
        assert!(!judge(false, codes(&["E0308"])));
        assert!(!judge(false, codes(&["E0308", "E0728"])));
    }

    #[test]
    fn error_codes_are_found_in_colour_and_without() {
        let said = "\x1b[1m\x1b[91merror[E0728]\x1b[0m: `await`\nerror: could not compile\n";
        assert_eq!(error_codes(said), Codes::from(["E0728".to_string()]));
        assert_eq!(error_codes("error[E0728]: a\nerror[E0277]: b\nerror[E0728]: c").len(), 2);
    }
}
