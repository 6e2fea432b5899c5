//! The five executors that the tests run on, with a time limit, and a macro that makes a test for each.
//!
//! Each test binary has it as a module. A package that tests something else on all executors does, too:
//!
//! ```ignore
//! #[path = "../../../asyncio/tests/executors/mod.rs"]
//! mod executors;
//! ```
//!
//! It needs asyncio, async-std, smol and tokio as dependencies.

#![allow(dead_code, unused_imports, unused_macros, reason = "each user needs a part of it")]
#![allow(clippy::missing_panics_doc, reason = "to panic is how a test fails")]

use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::time::Duration;
use std::{env, process, thread};

use asyncio::Coroutine;

/// Anything slower counts as hung. The limit is deliberately generous.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// What polls the tasks.
#[derive(Clone, Copy, Debug)]
pub enum Executor {
    /// tokio with four worker threads.
    TokioMultiThread,
    /// tokio on the thread that waits for main.
    TokioCurrentThread,
    /// async-std, which has a thread for each core.
    AsyncStd,
    /// smol's global executor, which has one thread.
    Smol,
    /// A `smol::Executor` with four threads.
    SmolManyThreads,
}

impl Executor {
    /// All of them.
    pub const ALL: [Executor; 5] = [
        Executor::TokioMultiThread,
        Executor::TokioCurrentThread,
        Executor::AsyncStd,
        Executor::Smol,
        Executor::SmolManyThreads,
    ];

    /// Calls `asyncio::run` on this executor.
    pub fn run<T: Send + 'static>(self, main: impl Future<Output = T> + Send + 'static) -> T {
        self.block_on(asyncio::run(self.spawn(), main))
    }

    /// The first argument of `asyncio::run`.
    pub fn spawn(self) -> impl Fn(Coroutine) + Send + Sync + 'static {
        move |task| self.start(task)
    }

    /// Starts a future and detaches it.
    pub fn start(self, future: impl Future<Output = ()> + Send + 'static) {
        match self {
            Executor::TokioMultiThread | Executor::TokioCurrentThread => drop(tokio::spawn(future)),
            Executor::AsyncStd => drop(async_std::task::spawn(future)),
            Executor::Smol => smol::spawn(future).detach(),
            Executor::SmolManyThreads => many_threads().spawn(future).detach(),
        }
    }

    /// Runs a future on a thread of its own. Panics if the future does, or if it hangs.
    pub fn block_on<T: Send + 'static>(
        self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> T {
        use tokio::runtime::Builder;
        let tokio = |builder: &mut Builder| builder.enable_time().build().unwrap();
        let (send, receive) = mpsc::channel();
        let thread = thread::spawn(move || {
            let value = match self {
                Executor::TokioMultiThread => {
                    tokio(Builder::new_multi_thread().worker_threads(4)).block_on(future)
                }
                Executor::TokioCurrentThread => {
                    tokio(&mut Builder::new_current_thread()).block_on(future)
                }
                Executor::AsyncStd => async_std::task::block_on(future),
                Executor::Smol | Executor::SmolManyThreads => smol::block_on(future),
            };
            let _ = send.send(value);
        });
        match receive.recv_timeout(TIME_LIMIT) {
            Ok(value) => value,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("hangs on {self:?}"),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                std::panic::resume_unwind(thread.join().unwrap_err())
            }
        }
    }
}

fn many_threads() -> &'static smol::Executor<'static> {
    static EXECUTOR: OnceLock<&smol::Executor> = OnceLock::new();
    EXECUTOR.get_or_init(|| {
        let executor: &smol::Executor = Box::leak(Box::default());
        for _ in 0..4 {
            thread::spawn(|| smol::block_on(executor.run(std::future::pending::<()>())));
        }
        executor
    })
}

/// Sleeps on any executor: async-io's timer has a thread of its own.
pub async fn sleep(milliseconds: u64) {
    smol::Timer::after(Duration::from_millis(milliseconds)).await;
}

/// Lets the other tasks run once.
pub async fn pause() {
    smol::future::yield_now().await;
}

/// What happened, in order.
#[derive(Clone, Debug, Default)]
pub struct Record(Arc<Mutex<Vec<String>>>);

impl Record {
    /// Records that something happened.
    pub fn push(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    /// Returns what has happened since the last call.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Runs a test again in a process for each executor. Of `crates/asyncio` it must write these lines, here sorted,
/// to stderr, and no others. `test` is its name with its modules.
pub fn says(lines: &[&str], test: &str, scenario: impl FnOnce(Executor)) {
    const VARIABLE: &str = "ASYNCIO_TEST_EXECUTOR";
    if let Ok(name) = env::var(VARIABLE) {
        let executor = Executor::ALL.into_iter().find(|executor| format!("{executor:?}") == name);
        // Longer than the executor's own limit, whose panic may hang in a panic hook.
        thread::spawn(|| {
            thread::sleep(2 * TIME_LIMIT);
            process::abort();
        });
        scenario(executor.unwrap());
        process::exit(0);
    }
    let processes = Executor::ALL.map(|executor| {
        let mut command = process::Command::new(env::current_exe().unwrap());
        command.args([test, "--exact", "--nocapture"]).env(VARIABLE, format!("{executor:?}"));
        command.env("RUST_BACKTRACE", "0"); // which takes far longer than the test
        command.stdout(process::Stdio::piped()).stderr(process::Stdio::piped()).spawn().unwrap()
    });
    for (executor, process) in Executor::ALL.iter().zip(processes) {
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let [stdout, stderr] = [&output.stdout, &output.stderr].map(|x| String::from_utf8_lossy(x));
        assert!(stdout.contains("running 1 test"), "there is no {test}");
        let said = stderr.lines().filter_map(|line| line.strip_prefix("asyncio: "));
        let mut said: Vec<_> = said.collect();
        said.sort_unstable(); // the thread that ran a task may be the last to drop it
        assert_eq!(said, lines, "on {executor:?}");
    }
}

/// Makes a test for each executor of one body, which gets the executor. An `async fn` is the main of a `run`.
macro_rules! on_each_executor {
    ($(#[$attribute:meta])* async fn $name:ident($executor:ident: Executor) $body:block $($more:tt)*) => {
        on_each_executor! {
            $(#[$attribute])* fn $name($executor: Executor) { $executor.run(async move $body) } $($more)*
        }
    };
    ($(#[$attribute:meta])* fn $name:ident($executor:ident: Executor) $body:block $($more:tt)*) => {
        mod $name {
            use super::*;

            fn body($executor: Executor) $body

            on_each_executor!(@test tokio_multi_thread TokioMultiThread $(#[$attribute])*);
            on_each_executor!(@test tokio_current_thread TokioCurrentThread $(#[$attribute])*);
            on_each_executor!(@test async_std AsyncStd $(#[$attribute])*);
            on_each_executor!(@test smol Smol $(#[$attribute])*);
            on_each_executor!(@test smol_many_threads SmolManyThreads $(#[$attribute])*);
        }
        on_each_executor! { $($more)* }
    };
    (@test $test:ident $executor:ident $(#[$attribute:meta])*) => {
        #[test]
        $(#[$attribute])*
        fn $test() {
            body(Executor::$executor);
        }
    };
    () => {};
}
pub(crate) use on_each_executor;
