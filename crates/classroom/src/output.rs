//! For tests: runs programs to their end, all at the same time, and keeps what they print.

use std::io::Read;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A program that takes longer hangs. This is no statement about speed.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// What stages 2 and 3 print.
pub const STAGE: &str = "\
Main is starting...
Work is starting...
Work is done
More work is starting...
More work is done
Main Done.
";

/// Runs the three programs of stage 2 or 3, which must print the tutorial's lines, and take four
/// seconds: the second task starts after the first.
///
/// # Panics
/// If a program does otherwise.
pub fn check_stage(programs: [&str; 3]) {
    for output in run_together(programs.map(Command::new)) {
        assert!(output.status.success(), "{output:?}");
        assert_eq!(output.stdout, STAGE, "{output:?}");
        assert_eq!(output.stderr, "", "{output:?}");
        assert!(output.time >= Duration::from_secs(4), "{output:?}");
    }
}

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
    let status = loop {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        if start.elapsed() > TIME_LIMIT {
            let _ = child.kill();
            panic!("{command:?} hangs; it was killed after {TIME_LIMIT:?}");
        }
        thread::sleep(Duration::from_millis(5));
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
