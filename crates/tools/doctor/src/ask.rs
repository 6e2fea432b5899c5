//! Runs other programs and reads what they print.

use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// A program's stdout followed by its stderr: as `Err` if it failed.
pub type Answer = Result<String, String>;

/// Runs a program and waits at most a minute: virus scanners and dead networks take their time.
pub fn ask(command: &mut Command) -> Answer {
    command.env("CARGO_TERM_COLOR", "never").env("CARGO_TERM_PROGRESS_WHEN", "never");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let name = command.get_program().to_string_lossy().into_owned();
    let child = command.spawn().map_err(|error| format!("cannot run {name}: {error}"))?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let output = receiver.recv_timeout(Duration::from_secs(2)).or_else(|_| {
        eprintln!("waiting for {name}, at most a minute");
        receiver.recv_timeout(Duration::from_secs(60))
    });
    let output = output.map_err(|_| format!("{name} does not finish"))?;
    let output = output.map_err(|error| format!("cannot run {name}: {error}"))?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).trim_end().to_string();
    output.status.success().then(|| text.clone()).ok_or(text)
}

/// The version that a program reports: `1.95.0` in `rustc 1.95.0 (59807616e)`.
pub fn version(program: &str) -> Option<String> {
    let answer = ask(Command::new(program).arg("--version")).ok()?;
    let mut words = answer.split_whitespace();
    words.find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(String::from)
}

/// A version's numbers, for comparisons: `[1, 98, 0]` for `1.98.0-nightly`.
pub fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|number| number.parse().unwrap_or(0)).collect()
}
