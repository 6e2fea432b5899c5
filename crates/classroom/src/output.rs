//! For tests: runs programs to their end, all at the same time, and keeps what they print.

use std::io::Read;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use wait_timeout::ChildExt;

/// A program that takes longer hangs. This is no statement about speed.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// What a program did.
#[derive(Debug)]
pub struct Output {
    /// How it was started.
    pub command: String,
    /// How it ended.
    pub status: ExitStatus,
    /// What it printed, with `\n` at the end of each line on every system.
    pub stdout: String,
    /// What it said on stderr, likewise.
    pub stderr: String,
    /// From its start to its end.
    pub time: Duration,
}

/// Runs commands, all at the same time.
///
/// # Panics
/// If one of them cannot be started, or has not ended after a minute; then it is killed.
#[must_use]
pub fn run_together<const N: usize>(commands: [Command; N]) -> [Output; N] {
    let threads = commands.map(|command| thread::spawn(|| run(command)));
    threads.map(|thread| thread.join().expect("the command runs to its end"))
}

fn run(mut command: Command) -> Output {
    let start = Instant::now();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let stdout = read_all(child.stdout.take().expect("it is piped"));
    let stderr = read_all(child.stderr.take().expect("it is piped"));
    let Some(status) = child.wait_timeout(TIME_LIMIT).expect("it can be waited for") else {
        child.kill().expect("it can be killed");
        panic!("{command:?} hangs; it was killed after {TIME_LIMIT:?}");
    };
    let time = start.elapsed();
    let text = |thread: thread::JoinHandle<String>| thread.join().expect("it prints UTF-8");
    let (stdout, stderr) = (text(stdout), text(stderr));
    Output { command: format!("{command:?}"), status, stdout, stderr, time }
}

/// On a thread of its own, since a program waits when nobody reads.
fn read_all(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut text = String::new();
        pipe.read_to_string(&mut text).expect("it prints UTF-8");
        text.replace("\r\n", "\n")
    })
}
