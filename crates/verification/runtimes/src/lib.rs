//! What the tests of this package share. Each of them shows what a cell of a table in
//! `docs/runtimes.md` or `docs/at-work.md` says, and fails if the runtime does otherwise.

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use classroom::output::{Output, TIME_LIMIT, in_time, run_together};

/// tokio's two runtimes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokio {
    /// Two threads run the tasks. The one that waits for main runs none of them.
    MultiThread,
    /// The thread that waits for main runs the tasks, too.
    CurrentThread,
}

impl Tokio {
    /// Both.
    pub const BOTH: [Tokio; 2] = [Tokio::MultiThread, Tokio::CurrentThread];

    /// A new one, with timers.
    ///
    /// # Panics
    /// If the system has no thread left.
    #[must_use]
    pub fn runtime(self) -> tokio::runtime::Runtime {
        let mut builder = match self {
            Tokio::MultiThread => tokio::runtime::Builder::new_multi_thread(),
            Tokio::CurrentThread => tokio::runtime::Builder::new_current_thread(),
        };
        builder.worker_threads(2).enable_time().build().unwrap()
    }
}

/// Runs main on both of tokio's runtimes. A hang fails the test.
///
/// # Panics
/// If main panics, or takes a minute.
pub fn on_tokio<F: Future<Output = ()> + 'static>(main: fn() -> F) {
    for tokio in Tokio::BOTH {
        in_time(move || tokio.runtime().block_on(main()));
    }
}

/// The message that something panics with.
///
/// # Panics
/// If it does not.
pub fn panic_of<T>(run: impl FnOnce() -> T) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(run)) else { panic!("it does not panic") };
    match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => payload.downcast::<&str>().map(|message| message.to_string()).unwrap(),
    }
}

/// Waits, on a thread that has nothing else to do, until something is so.
///
/// # Panics
/// If it is not so after a minute.
pub fn wait_until(mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < TIME_LIMIT, "it is not so after {TIME_LIMIT:?}");
        thread::sleep(Duration::from_millis(1));
    }
}

const SCENE: &str = "RUNTIMES_SCENE";

/// What this process is to do, if a test has started it.
#[must_use]
pub fn scene() -> Option<String> {
    env::var(SCENE).ok()
}

/// An environment variable and its value.
pub type Variable = Option<(&'static str, &'static str)>;

/// Starts this test again, once for each scene, each in a process of its own. `test` is its name with its module; a scene may come with an environment variable.
///
/// # Panics
/// If one of them fails, or there is no such test.
#[must_use]
pub fn again<const N: usize>(test: &str, scenes: [(&str, Variable); N]) -> [Output; N] {
    let outputs = run_together(scenes.map(|(scene, variable)| {
        let mut command = Command::new(env::current_exe().expect("the test has a file"));
        command.args([test, "--exact", "--nocapture"]);
        for threads in ["TOKIO_WORKER_THREADS", "ASYNC_STD_THREAD_COUNT", "SMOL_THREADS"] {
            command.env_remove(threads);
        }
        command.env(SCENE, scene).envs(variable);
        command
    }));
    for output in &outputs {
        assert!(output.stdout.contains("running 1 test"), "there is no {test}: {output:?}");
        assert!(output.status.success(), "{output:?}");
    }
    outputs
}
