//! Runs programs and keeps what they print. None runs forever.

use std::collections::BTreeSet;
use std::io::{self, PipeReader, Read};
use std::iter;
use std::process::{self, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

pub use classroom::run::cargo;
use classroom::{Context, Result, print, say};
use wait4::{ResUse, Wait4};

/// With one thread for tasks, a program does the same on every machine.
pub const ONE_THREAD: [(&str, &str); 3] =
    [("TOKIO_WORKER_THREADS", "1"), ("ASYNC_STD_THREAD_COUNT", "1"), ("SMOL_THREADS", "1")];

/// With several threads, tasks may run at the same moment, even where the runtime's default is one.
pub const SEVERAL_THREADS: [(&str, &str); 3] =
    [("TOKIO_WORKER_THREADS", "4"), ("ASYNC_STD_THREAD_COUNT", "4"), ("SMOL_THREADS", "4")];

/// A program that prints nothing for this long counts as hung. The lessons sleep for two seconds at most.
pub const SILENCE: Duration = Duration::from_secs(5);

/// A program that prints more has no end.
const MOST: usize = 1_000_000;

/// How often to check whether a program has exited.
const TICK: Duration = Duration::from_millis(5);

/// What a program did.
#[derive(Clone, Debug)]
pub struct Output {
    /// How it exited.
    pub status: ExitStatus,
    /// Whether it was stopped, because it printed nothing for [`SILENCE`], or without end.
    pub stopped: bool,
    /// Whether it was stopped because it printed without end.
    pub endless: bool,
    /// What it printed, with `\n` at the end of each line on every system.
    pub stdout: String,
    /// What it wrote to stderr, likewise.
    pub stderr: String,
    /// From its start to its end.
    pub time: Duration,
    /// How long it used a processor. A program that waits uses none.
    pub cpu_time: Duration,
}

/// Whether what a program prints is also shown, at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// It is shown. Both stdout and stderr are then [`Output::stdout`], because lines from two pipes could
    /// change places.
    Yes,
    /// It is only kept, and both are [`Output::stdout`], in the order in which they came.
    Merged,
    /// It is only kept.
    No,
}

impl Show {
    /// A record of what a program does is longer than what it prints.
    fn most(self) -> usize {
        if self == Show::Merged { 20 * MOST } else { MOST }
    }
}

/// Runs a program until it exits or hangs. One that hangs is stopped, with all processes that it has started.
pub fn run(command: Command, show: Show) -> Result<Output> {
    run_until(command, show, SILENCE)
}

/// Runs a command that may be silent for longer, such as cargo.
pub fn run_until(mut command: Command, show: Show, silence: Duration) -> Result<Output> {
    let failed = format!("cannot run {}", command.get_program().display());
    let (stdout, stdout_of_child) = io::pipe().context(&failed)?;
    let (stderr, mut stderr_of_child) = io::pipe().context(&failed)?;
    if show != Show::No {
        stderr_of_child = stdout_of_child.try_clone().context(&failed)?;
    }
    command.stdin(Stdio::null()).stdout(stdout_of_child).stderr(stderr_of_child);
    command.env("RUST_BACKTRACE", "0"); // a panic is one line, on every machine
    lead_a_group(&mut command);
    stop_on_ctrl_c();
    let start = Instant::now();
    let mut child = {
        let mut running = running();
        let child = command.spawn().context(&failed)?;
        running.insert(child.id());
        child
    };
    drop(command); // closes our ends of the pipes
    let (mut stdout, mut stderr) = (Printed::read(stdout, show), Printed::read(stderr, Show::No));
    // Ticks are counted, not seconds: on a busy machine this loop is late, too.
    let (mut silent, mut total, mut stopped) = (Duration::ZERO, Duration::ZERO, false);
    let mut endless = false;
    let ResUse { status, rusage } = loop {
        if let Some(end) = child.try_wait4().context(&failed)? {
            break end;
        }
        (silent, total) = (silent + TICK, total + TICK);
        if stdout.take(Duration::ZERO) | stderr.take(Duration::ZERO) {
            silent = Duration::ZERO;
        }
        if show == Show::Yes && silent == Duration::from_secs(3) {
            say(&format!("(Nothing for 3 s. After {} s it counts as hung.)", silence.as_secs()));
        }
        // A program that prints a line now and then must also end.
        let length = stdout.bytes.len() + stderr.bytes.len();
        let is_endless = length > show.most() || total > silence * 12;
        endless |= is_endless;
        if !stopped && (silent > silence || is_endless) {
            stopped = true;
            kill_group(child.id());
            let _ = child.kill();
        }
        thread::sleep(TICK);
    };
    kill_group(child.id()); // what it has started itself
    running().remove(&child.id());
    let (time, cpu_time) = (start.elapsed(), rusage.utime + rusage.stime);
    // A process that has left the group may still have the pipes.
    let rest = Duration::from_secs(2);
    stdout.take(rest);
    stderr.take(rest);
    let (stdout, stderr) = (stdout.text(), stderr.text());
    Ok(Output { status, stopped, endless, stdout, stderr, time, cpu_time })
}

/// So that it can be stopped with all that it has started.
#[cfg(unix)]
fn lead_a_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(windows)]
fn lead_a_group(_: &mut Command) {}

/// Kills a process and all that it has started, if they still run.
#[cfg(unix)]
fn kill_group(leader: u32) {
    use nix::sys::signal::{Signal, killpg};
    let leader = leader.try_into().map(nix::unistd::Pid::from_raw);
    let _ = leader.map(|leader| killpg(leader, Signal::SIGKILL));
}

#[cfg(windows)]
fn kill_group(leader: u32) {
    let mut taskkill = Command::new("taskkill");
    taskkill.args(["/f", "/t", "/pid", &leader.to_string()]);
    let _ = taskkill.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

/// The programs that Ctrl-C must stop as well: each is in a process group of its own.
fn running() -> MutexGuard<'static, BTreeSet<u32>> {
    static RUNNING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stop_on_ctrl_c() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = ctrlc::set_handler(|| {
            running().iter().for_each(|leader| kill_group(*leader));
            process::exit(130);
        });
    });
}

/// What comes through a pipe. It is read on a thread of its own, because a program blocks on a full pipe.
struct Printed {
    parts: Receiver<Vec<u8>>,
    bytes: Vec<u8>,
    show: Show,
}

impl Printed {
    fn read(mut pipe: PipeReader, show: Show) -> Self {
        let (send, parts) = mpsc::sync_channel(64);
        thread::spawn(move || {
            let mut part = [0; 4096];
            while let Ok(length @ 1..) = pipe.read(&mut part)
                && send.send(part[..length].to_vec()).is_ok()
            {}
        });
        Printed { parts, bytes: Vec::new(), show }
    }

    /// Takes what has arrived, or waits this long for more. True if something has arrived.
    fn take(&mut self, time: Duration) -> bool {
        let (deadline, length) = (Instant::now() + time, self.bytes.len());
        let left = || deadline.saturating_duration_since(Instant::now());
        while self.bytes.len() <= self.show.most()
            && let Ok(part) = self.parts.recv_timeout(left())
        {
            self.bytes.extend_from_slice(&part);
            if self.show == Show::Yes {
                print(&part);
            }
        }
        self.bytes.len() > length
    }

    /// All of it, with `\n` at the end of each line on every system.
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).replace("\r\n", "\n")
    }
}

/// Does all jobs, some at a time, and returns their results in the same order.
pub fn in_parallel<T: Send, R: Send>(
    jobs: Vec<T>,
    at_a_time: usize,
    job: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let jobs = Mutex::new(jobs.into_iter().enumerate());
    let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = || iter::from_fn(next).map(|(place, it)| (place, job(it))).collect::<Vec<_>>();
    let mut done: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..at_a_time).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a job panicked")).collect()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_program_that_hangs_is_stopped_with_all_that_it_has_started() {
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 700 & echo $!; wait"]);
        let output = run_until(command, Show::No, Duration::from_millis(300)).unwrap();
        assert!(output.stopped);
        let child = output.stdout.trim();
        let is_alive = || {
            let ps = Command::new("ps").args(["-o", "stat=", "-p", child]).output().unwrap();
            !ps.stdout.is_empty() && !ps.stdout.starts_with(b"Z")
        };
        // It has been killed, and init buries it sooner or later.
        let deadline = Instant::now() + Duration::from_secs(10);
        while is_alive() {
            assert!(Instant::now() < deadline, "the process {child} is still there");
            thread::sleep(TICK);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_prints_without_end_is_stopped() {
        for (script, silence) in [
            ("while :; do printf endless; done", 60_000),
            ("while :; do printf endless; done >&2", 60_000),
            // It ends by itself, so that the test fails, and does not hang, without the limit.
            ("for i in $(seq 400); do echo now and then; sleep 0.01; done", 60),
        ] {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            let output = run_until(command, Show::No, Duration::from_millis(silence)).unwrap();
            assert!(output.stopped && output.endless, "{script}");
        }
    }

    #[test]
    fn jobs_keep_their_order() {
        let done = in_parallel((0..30).collect(), 7, |number| {
            thread::sleep(TICK); // so that each thread gets some
            number * 2
        });
        assert_eq!(done, (0..30).map(|number| number * 2).collect::<Vec<_>>());
    }
}
