//! Asking other programs, none of which may keep us waiting.

use std::env;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// What a program answered, and whether it succeeded.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Whether its exit code was 0.
    pub success: bool,
    /// What it printed.
    pub stdout: String,
    /// What it said on stderr.
    pub stderr: String,
}

/// A program that is to run in the workspace's folder, where rustup chooses its toolchain.
pub fn program(name: impl AsRef<OsStr>, arguments: &[&str], root: &Path) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root).env("CARGO_TERM_COLOR", "never");
    command
}

/// The cargo that runs this.
pub fn cargo(arguments: &[&str], root: &Path) -> Command {
    program(env::var_os("CARGO").unwrap_or("cargo".into()), arguments, root)
}

/// Runs a program, and kills it when it takes too long. If there is no answer, says why.
pub fn ask(mut command: Command, limit: Duration) -> Result<Answer, String> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "is not there".to_string(),
        _ => format!("cannot be started: {error}"),
    })?;
    let (stdout, stderr) = (listen(child.stdout.take()), listen(child.stderr.take()));
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if start.elapsed() < limit => thread::sleep(Duration::from_millis(5)),
            _ => {
                let _ = child.kill().and_then(|()| child.wait());
                return Err(format!("does not end, and was stopped after {limit:?}"));
            }
        }
    };
    // What the program has started itself may keep a pipe open; that is not waited for.
    let text = |pipe: Receiver<String>| pipe.recv_timeout(Duration::from_secs(2));
    let (stdout, stderr) = (text(stdout).unwrap_or_default(), text(stderr).unwrap_or_default());
    Ok(Answer { success: status.success(), stdout, stderr })
}

/// Reads on a thread of its own, since a program waits when nobody reads what it says.
fn listen(pipe: Option<impl Read + Send + 'static>) -> Receiver<String> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        let _ = send.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    receive
}

/// The version that a program tells as its second word: `1.95.0` of `rustc 1.95.0 (59807616e)`.
pub fn version(command: Command) -> Option<String> {
    let answer = ask(command, Duration::from_secs(20)).ok()?;
    let version = answer.stdout.split_whitespace().nth(1)?;
    answer.success.then(|| version.to_string())
}

/// The numbers of a version, to be compared.
pub fn numbers(version: &str) -> Vec<u32> {
    let numbers = version.split('-').next().unwrap_or_default().split('.');
    numbers.map(|number| number.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(numbers("1.95.0") > numbers("1.94.1"));
        assert!(numbers("1.100.0") > numbers("1.95.0"));
        assert_eq!(numbers("1.98.0-nightly"), [1, 98, 0]);
    }

    #[test]
    fn what_does_not_end_is_stopped() {
        let (name, arguments): (_, &[_]) = match cfg!(windows) {
            true => ("ping", &["-n", "60", "127.0.0.1"]),
            false => ("sleep", &["60"]),
        };
        let start = Instant::now();
        let answer = ask(program(name, arguments, Path::new(".")), Duration::from_millis(100));
        assert!(answer.unwrap_err().contains("stopped after 100ms"));
        assert!(start.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn what_is_not_there_is_said_so() {
        let answer = ask(program("no-such-program", &[], Path::new(".")), Duration::MAX);
        assert_eq!(answer.unwrap_err(), "is not there");
    }
}
