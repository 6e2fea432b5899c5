//! Runs programs and keeps what they print. None runs forever.

use std::io::{self, PipeReader, Read, Write};
use std::process::{self, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use classroom::{Context, Result, say};
use wait4::{ResUse, Wait4};

/// With one thread for tasks, a program does the same on every machine.
pub const ONE_THREAD: [(&str, &str); 3] =
    [("TOKIO_WORKER_THREADS", "1"), ("ASYNC_STD_THREAD_COUNT", "1"), ("SMOL_THREADS", "1")];

/// With several threads, tasks may run at the same moment, even where the runtime's default is one.
pub const SEVERAL_THREADS: [(&str, &str); 3] =
    [("TOKIO_WORKER_THREADS", "4"), ("ASYNC_STD_THREAD_COUNT", "4"), ("SMOL_THREADS", "4")];

/// A program hangs if it prints nothing for this long. The programs of this workspace sleep for two
/// seconds at most.
pub const SILENCE: Duration = Duration::from_secs(5);

/// A program that prints more has no end.
const MOST: usize = 1_000_000;

/// How often it is looked whether a program has exited.
const TICK: Duration = Duration::from_millis(5);

/// What a program did.
#[derive(Clone, Debug)]
pub struct Output {
    /// How it exited.
    pub status: ExitStatus,
    /// Whether it was stopped, because it printed nothing for [`SILENCE`], or without end.
    pub stopped: bool,
    /// What it printed, with `\n` at the end of each line on every system.
    pub stdout: String,
    /// What it wrote to stderr, likewise.
    pub stderr: String,
    /// From its start to its end.
    pub time: Duration,
    /// How long it used a processor. A program that waits uses none.
    pub cpu_time: Duration,
}

impl Output {
    /// Whether it printed more than is kept.
    #[must_use]
    pub fn is_endless(&self) -> bool {
        self.stdout.len() + self.stderr.len() > MOST
    }
}

/// Whether what a program prints is also shown, at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// It is shown. Both stdout and stderr are then [`Output::stdout`], since lines that take two pipes
    /// could change places.
    Yes,
    /// It is only kept.
    No,
}

/// Runs a program to its end, or until it hangs. Then it is stopped, with all processes that it has started.
pub fn run(command: Command, show: Show) -> Result<Output> {
    run_until(command, show, SILENCE)
}

/// Runs a command that may be silent for longer, such as cargo.
pub fn run_until(mut command: Command, show: Show, silence: Duration) -> Result<Output> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = format!("cannot run {name}");
    let (stdout, stdout_of_child) = io::pipe().context(&failed)?;
    let (stderr, mut stderr_of_child) = io::pipe().context(&failed)?;
    if show == Show::Yes {
        stderr_of_child = stdout_of_child.try_clone().context(&failed)?;
    }
    command.stdin(Stdio::null()).stdout(stdout_of_child).stderr(stderr_of_child);
    lead_a_group(&mut command);
    stop_on_ctrl_c();
    let start = Instant::now();
    let mut child = command.spawn().context(&failed)?;
    let running = Running::new();
    drop(command); // and with it our ends of the pipes
    let (stdout, stderr) = (Printed::read(stdout, show), Printed::read(stderr, Show::No));
    // Ticks are counted, not seconds: on a busy machine this loop is late, too.
    let (mut length, mut silent) = (0, Duration::ZERO);
    let mut stopped = false;
    let ResUse { status, rusage } = loop {
        if let Some(end) = child.try_wait4().context(&failed)? {
            break end;
        }
        silent += TICK;
        let printed = stdout.length() + stderr.length();
        if printed > length {
            (length, silent) = (printed, Duration::ZERO);
        }
        if show == Show::Yes && silent == Duration::from_secs(3) {
            say(&format!(
                "(Nothing for 3 seconds. After {} it counts as hung.)",
                silence.as_secs()
            ));
        }
        if !stopped && (silent > silence || length > MOST || running.is_interrupted()) {
            stopped = true;
            kill_group(child.id());
            let _ = child.kill();
        }
        thread::sleep(TICK);
    };
    kill_group(child.id()); // what it has started itself
    let time = start.elapsed();
    drop(running);
    let cpu_time = rusage.utime + rusage.stime;
    Ok(Output { status, stopped, stdout: stdout.all(), stderr: stderr.all(), time, cpu_time })
}

/// So that it can be stopped with all that it has started.
#[cfg(unix)]
fn lead_a_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(windows)]
fn lead_a_group(_: &mut Command) {}

/// Kills a process and all that it has started, as far as they are still there.
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

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static RUNNING: AtomicUsize = AtomicUsize::new(0);

/// A program that Ctrl-C must stop as well: it is in a process group of its own.
struct Running;

impl Running {
    fn new() -> Self {
        RUNNING.fetch_add(1, Ordering::Relaxed);
        Running
    }

    fn is_interrupted(&self) -> bool {
        INTERRUPTED.load(Ordering::Relaxed)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.fetch_sub(1, Ordering::Relaxed);
    }
}

fn stop_on_ctrl_c() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = ctrlc::set_handler(|| {
            INTERRUPTED.store(true, Ordering::Relaxed);
            while RUNNING.load(Ordering::Relaxed) > 0 {
                thread::sleep(TICK);
            }
            process::exit(130);
        });
    });
}

/// What comes through a pipe. It is read on a thread of its own, since a program waits when nobody reads.
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
                if all.len() > MOST {
                    continue; // it is being stopped
                }
                all.extend_from_slice(part);
                drop(all);
                if show == Show::Yes {
                    let mut screen = io::stdout();
                    let _ = screen.write_all(part).and_then(|()| screen.flush());
                }
            }
        });
        Printed { bytes, thread }
    }

    fn length(&self) -> usize {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// All of it, with `\n` at the end of each line on every system.
    fn all(self) -> String {
        let ended = Instant::now();
        while !self.thread.is_finished() && ended.elapsed() < Duration::from_secs(2) {
            thread::sleep(Duration::from_millis(1));
        }
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
    }
}

/// Does all jobs, some at a time, and returns what became of them in the same order.
pub fn in_parallel<T: Send, R: Send>(
    jobs: Vec<T>,
    at_a_time: usize,
    job: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let jobs = Mutex::new(jobs.into_iter().enumerate());
    let next = || jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = || {
        let mut done = Vec::new();
        while let Some((place, it)) = next() {
            done.push((place, job(it)));
        }
        done
    };
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
        for redirected in ["", ">&2"] {
            let mut command = Command::new("sh");
            command.args(["-c", &format!("while :; do printf endless; done {redirected}")]);
            let output = run(command, Show::No).unwrap();
            assert!(output.stopped && output.is_endless());
        }
    }

    #[test]
    fn jobs_keep_their_order() {
        let done = in_parallel((0..100).collect(), 7, |number| number * 2);
        assert_eq!(done, (0..100).map(|number| number * 2).collect::<Vec<_>>());
    }
}
