//! Runs programs, and keeps what they print. None runs for ever.

use std::io::{self, PipeReader, Read, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use wait4::{ResUse, Wait4};

use crate::python::{NO_PYTHON, Python, not_checked};

/// Says something on stderr, even if nobody reads it any more. (`eprintln!` would panic then.)
pub fn say(line: &str) {
    let _ = io::stderr().write_all(format!("{line}\n").as_bytes());
}

/// Prints, also into a pipe whose reader has seen enough.
pub fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// A program that takes longer hangs. This is no statement about speed.
pub const TIME_LIMIT: Duration = Duration::from_secs(60);

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

/// Runs something on a thread of its own, so that a hang fails the test.
///
/// # Panics
/// If it panics, or takes a minute.
pub fn in_time<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || send.send(run()));
    receive.recv_timeout(TIME_LIMIT).expect("it neither hangs nor panics")
}

/// Runs the three programs of an example, each of which must print what its header says.
///
/// # Panics
/// If a program does otherwise.
#[must_use]
pub fn check_example(programs: [(&str, &str); 3]) -> [Output; 3] {
    let outputs = run_together(programs.map(|(binary, _)| Command::new(binary)));
    for (output, (_, source)) in outputs.iter().zip(programs) {
        assert!(output.status.success(), "{output:?}");
        assert_eq!(output.stdout, expected(source), "{output:?}");
    }
    outputs
}

/// Runs `asyncio.py` in this folder, which must print what a header says. Without Python this says so.
///
/// # Panics
/// If it does otherwise.
pub fn check_asyncio(source: &str) {
    let Some(python) = Python::find() else { return not_checked(NO_PYTHON) };
    let [output] = run_together([python.command(Path::new("asyncio.py"))]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(output.stdout, expected(source), "{output:?}");
    assert_eq!(output.stderr, "", "{output:?}");
}

/// The first block of text in a program's header: what it prints.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn expected(source: &str) -> String {
    let header = source.lines().map_while(|line| line.strip_prefix("//!"));
    let block = header.skip_while(|line| *line != " ```text").skip(1);
    let block: Vec<_> = block.take_while(|line| *line != " ```").collect();
    assert!(!block.is_empty(), "the header does not say what the program prints");
    block.iter().map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}

/// What a program did.
#[derive(Clone, Debug)]
pub struct Output {
    /// How it was started.
    pub command: String,
    /// How it ended.
    pub status: ExitStatus,
    /// Whether it had to be stopped.
    pub stopped: bool,
    /// What it printed, with `\n` at the end of each line on every system.
    pub stdout: String,
    /// What it said on stderr, likewise.
    pub stderr: String,
    /// From its start to its end.
    pub time: Duration,
    /// How long it used a processor. What waits uses none.
    pub cpu_time: Duration,
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

fn run(command: Command) -> Output {
    let output = run_until(command, Show::No, |_, time| time > TIME_LIMIT);
    let output = output.unwrap_or_else(|error| panic!("{error}"));
    assert!(!output.stopped, "{} hangs; it was killed after {TIME_LIMIT:?}", output.command);
    output
}

/// Whether what a program prints is also shown, at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// It is shown. Both its stdout and its stderr are then [`Output::stdout`], since through two
    /// pipes their lines could change places.
    Yes,
    /// It is only kept.
    No,
}

/// Runs a command, and stops it as soon as `is_over` says so, which is asked with what it has printed
/// on stdout, and how long it has run.
///
/// # Errors
/// If it cannot be started.
///
/// # Panics
/// If the system cannot tell whether it has ended.
pub fn run_until(
    mut command: Command,
    show: Show,
    mut is_over: impl FnMut(&str, Duration) -> bool,
) -> Result<Output, String> {
    let name = format!("{command:?}");
    let failed = |error: io::Error| format!("{name}: {error}");
    let (stdout, stdout_of_child) = io::pipe().map_err(failed)?;
    let (stderr, stderr_of_child) = io::pipe().map_err(failed)?;
    let stderr_of_child = match show {
        Show::Yes => {
            drop(stderr_of_child);
            stdout_of_child.try_clone().map_err(failed)?
        }
        Show::No => stderr_of_child,
    };
    command.stdin(Stdio::null()).stdout(stdout_of_child).stderr(stderr_of_child);
    let start = Instant::now();
    let mut child = command.spawn().map_err(failed)?;
    drop(command); // and with it our ends of the pipes
    let (stdout, stderr) = (Printed::read(stdout, show), Printed::read(stderr, Show::No));
    let (ResUse { status, rusage }, stopped) = loop {
        if let Some(end) = child.try_wait4().expect("it can be waited for") {
            break (end, false);
        }
        if is_over(&stdout.text(), start.elapsed()) {
            let _ = child.kill();
            break (child.wait4().expect("it can be waited for"), true);
        }
        thread::sleep(Duration::from_millis(5));
    };
    let time = start.elapsed();
    let (stdout, stderr) = (stdout.all(), stderr.all());
    let cpu_time = rusage.utime + rusage.stime;
    Ok(Output { command: name, status, stopped, stdout, stderr, time, cpu_time })
}

/// Runs a command, and stops it when it has printed nothing for so long: it hangs. What prints without end
/// is stopped, too.
///
/// # Errors
/// If it cannot be started.
pub fn run_until_silent(command: Command, show: Show, silence: Duration) -> Result<Output, String> {
    let (mut length, mut since) = (0, Duration::ZERO);
    run_until(command, show, |printed, time| {
        if printed.len() > length {
            (length, since) = (printed.len(), time);
        }
        time - since > silence || time > TIME_LIMIT || length > TOO_MUCH
    })
}

/// No program that is stopped when it is silent prints as much, unless it prints without end.
pub const TOO_MUCH: usize = 1_000_000;

/// More of what a program prints is not kept, if it turns in a circle.
const MOST: usize = 16_000_000;

/// What comes through a pipe. It is read on a thread of its own, since a program waits when nobody
/// reads.
struct Printed {
    bytes: Arc<Mutex<Vec<u8>>>,
    thread: thread::JoinHandle<()>,
}

impl Printed {
    fn read(mut pipe: PipeReader, show: Show) -> Self {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let all = bytes.clone();
        let thread = thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(length @ 1..) = pipe.read(&mut part) {
                let part = &part[..length];
                let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
                if all.len() < MOST {
                    all.extend_from_slice(part);
                }
                drop(all);
                if show == Show::Yes {
                    let mut screen = io::stdout();
                    let _ = screen.write_all(part).and_then(|()| screen.flush());
                }
            }
        });
        Printed { bytes, thread }
    }

    /// So far, with `\n` at the end of each line on every system.
    fn text(&self) -> String {
        text(&self.bytes)
    }

    /// All of it. What the program has started itself may keep the pipe open; that is not waited for.
    fn all(self) -> String {
        let ended = Instant::now();
        while !self.thread.is_finished() && ended.elapsed() < Duration::from_secs(2) {
            thread::sleep(Duration::from_millis(1));
        }
        self.text()
    }
}

fn text(bytes: &Mutex<Vec<u8>>) -> String {
    let bytes = bytes.lock().unwrap_or_else(PoisonError::into_inner);
    String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
}
