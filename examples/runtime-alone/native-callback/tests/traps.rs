//! What the short way misses and the whole way hears, on each runtime; and the traps of the guard.

use std::array::from_fn;
use std::env;
use std::future::pending;
use std::mem::take;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::sync::{Mutex, mpsc};
use std::thread;

use classroom::output::{TIME_LIMIT, in_time, run_together};
use futures::FutureExt;
use futures::future::BoxFuture;

enum Outcome {
    Finished(u32),
    Panicked,
    Cancelled,
}

struct Guard {
    value: Option<u32>,
    callback: fn(Outcome),
}

impl Drop for Guard {
    fn drop(&mut self) {
        let outcome = match self.value {
            Some(value) => Outcome::Finished(value),
            None if thread::panicking() => Outcome::Panicked,
            None => Outcome::Cancelled,
        };
        (self.callback)(outcome);
    }
}

fn on_done(work: impl Future<Output = u32>, callback: fn(Outcome)) -> impl Future<Output = ()> {
    let guard = Guard { value: None, callback };
    async move {
        let mut guard = guard;
        guard.value = Some(work.await);
    }
}

/// What is tested here is a copy of the programs' guard.
#[test]
fn the_guard_is_the_programs_own() {
    let guard = |source: &'static str| -> Vec<&str> {
        let code = source.lines().filter(|line| !line.trim_start().starts_with("///"));
        let guard = code.skip_while(|line| *line != "enum Outcome {");
        guard.take_while(|line| !line.starts_with('#') && !line.starts_with("fn main")).collect()
    };
    let tested = guard(include_str!("traps.rs"));
    assert!(tested.contains(&"        guard.value = Some(work.await);"));
    assert_eq!(tested, guard(include_str!("../tokio.rs")));
    assert_eq!(tested, guard(include_str!("../async_std.rs")));
    assert_eq!(tested, guard(include_str!("../smol.rs")));
}

#[derive(Clone, Copy, Debug)]
enum Runtime {
    Tokio,
    AsyncStd,
    Smol,
}

const RUNTIMES: [Runtime; 3] = [Runtime::Tokio, Runtime::AsyncStd, Runtime::Smol];

#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Finishes,
    Panics,
    IsCancelled,
}

const ENDS: [End; 3] = [End::Finishes, End::Panics, End::IsCancelled];

/// Work with a callback, as a task has it.
type Way = fn(BoxFuture<'static, u32>, fn(Outcome)) -> BoxFuture<'static, ()>;

const SHORT_WAY: Way = |work, callback| work.map(Outcome::Finished).map(callback).boxed();
const WHOLE_WAY: Way = |work, callback| on_done(work, callback).boxed();

impl Runtime {
    /// Runs a task to its end.
    fn run(self, end: End, way: Way, callback: fn(Outcome)) {
        let (start, started) = mpsc::channel();
        let work = async move {
            start.send(()).unwrap();
            match end {
                End::Finishes => 42,
                End::Panics => panic!("no luck"),
                End::IsCancelled => pending().await,
            }
        };
        let task = way(work.boxed(), callback);
        let wait_for_start = move || started.recv_timeout(TIME_LIMIT).expect("the task starts");
        in_time(move || match self {
            Runtime::Tokio => tokio_runtime().block_on(async {
                let task = tokio::spawn(task);
                wait_for_start();
                if end == End::IsCancelled {
                    task.abort();
                }
                let _ = task.await;
            }),
            Runtime::AsyncStd => {
                let task = async_std::task::spawn(task);
                wait_for_start();
                match end {
                    End::IsCancelled => _ = smol::block_on(task.cancel()),
                    _ => _ = smol::block_on(task.catch_unwind()),
                }
            }
            Runtime::Smol => {
                let task = smol::spawn(task);
                wait_for_start();
                match end {
                    End::IsCancelled => _ = smol::block_on(task.cancel()),
                    _ => _ = smol::block_on(task.catch_unwind()),
                }
            }
        });
    }
}

fn tokio_runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().build().unwrap()
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Finished(42) => "finished with 42",
        Outcome::Finished(_) => "finished with another value",
        Outcome::Panicked => "panicked",
        Outcome::Cancelled => "cancelled",
    }
}

#[test]
fn the_short_way_misses_what_the_whole_way_hears() {
    static HEARD: Mutex<Vec<&str>> = Mutex::new(Vec::new());
    fn callback(outcome: Outcome) {
        HEARD.lock().unwrap().push(word(&outcome));
    }
    for runtime in RUNTIMES {
        let heard = |end, way| {
            runtime.run(end, way, callback);
            take(&mut *HEARD.lock().unwrap())
        };
        assert_eq!(heard(End::Finishes, SHORT_WAY), ["finished with 42"], "{runtime:?}");
        assert_eq!(heard(End::Finishes, WHOLE_WAY), ["finished with 42"], "{runtime:?}");
        assert_eq!(heard(End::Panics, SHORT_WAY), [""; 0], "{runtime:?}");
        assert_eq!(heard(End::Panics, WHOLE_WAY), ["panicked"], "{runtime:?}");
        assert_eq!(heard(End::IsCancelled, SHORT_WAY), [""; 0], "{runtime:?}");
        assert_eq!(heard(End::IsCancelled, WHOLE_WAY), ["cancelled"], "{runtime:?}");
    }
}

/// A runtime drops the future of a task that is cancelled before it starts, and never polls it.
#[test]
fn a_guard_made_in_the_task_misses_a_cancellation_before_the_start() {
    static HEARD: Mutex<Vec<&str>> = Mutex::new(Vec::new());
    fn callback(outcome: Outcome) {
        HEARD.lock().unwrap().push(word(&outcome));
    }
    let cancel_before_start = |task: BoxFuture<'static, ()>| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let task = tokio::spawn(task);
            task.abort(); // The one thread has not come to the task yet.
            assert!(task.await.unwrap_err().is_cancelled());
        });
        take(&mut *HEARD.lock().unwrap())
    };
    let made_in_the_task = async {
        let mut guard = Guard { value: None, callback };
        guard.value = Some(pending().await);
    };
    assert_eq!(cancel_before_start(made_in_the_task.boxed()), [""; 0]);
    assert_eq!(cancel_before_start(on_done(pending(), callback).boxed()), ["cancelled"]);
}

#[test]
fn a_task_that_a_panicking_thread_drops_counts_as_panicked() {
    static HEARD: Mutex<Vec<&str>> = Mutex::new(Vec::new());
    fn callback(outcome: Outcome) {
        HEARD.lock().unwrap().push(word(&outcome));
    }
    let main = AssertUnwindSafe(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.spawn(on_done(pending(), callback));
        panic!("main panics, and so drops its runtime");
    });
    assert!(catch_unwind(main).is_err());
    assert_eq!(take(&mut *HEARD.lock().unwrap()), ["panicked"]);
}

#[test]
fn who_awaits_a_task_that_panics_panics_too_but_not_on_tokio() {
    let failing_work = || async { panic!("no luck") };
    in_time(move || {
        let tokio = tokio_runtime().block_on(async { tokio::spawn(failing_work()).await });
        assert!(tokio.is_err_and(|error| error.is_panic()));
        let async_std = async_std::task::spawn(failing_work());
        assert!(catch_unwind(AssertUnwindSafe(|| smol::block_on(async_std))).is_err());
        let smol = smol::spawn(failing_work());
        assert!(catch_unwind(AssertUnwindSafe(|| smol::block_on(smol))).is_err());
    });
}

/// The test starts itself in other processes, and says what to do there.
#[test]
fn a_callback_that_panics_may_abort_the_process() {
    const SCENE: &str = "SCENE";
    let scenes: Vec<_> =
        RUNTIMES.into_iter().flat_map(|runtime| ENDS.map(|end| (runtime, end))).collect();
    if let Ok(scene) = env::var(SCENE) {
        let (runtime, end) = scenes[scene.parse::<usize>().unwrap()];
        runtime.run(end, WHOLE_WAY, |_| panic!("in the callback"));
        return;
    }
    let outputs: [_; 9] = run_together(from_fn(|scene| {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "a_callback_that_panics_may_abort_the_process", "--nocapture"]);
        command.env(SCENE, scene.to_string());
        command
    }));
    for ((runtime, end), output) in scenes.into_iter().zip(outputs) {
        let aborts = match end {
            End::Finishes => false,
            End::Panics => true,
            End::IsCancelled => !matches!(runtime, Runtime::Tokio),
        };
        let scene = format!("{runtime:?}, {end:?}: {output:?}");
        assert!(output.stderr.contains("in the callback"), "{scene}");
        assert_eq!(output.status.success(), !aborts, "{scene}");
        // 101 is how a test ends that merely fails.
        assert_ne!(output.status.code(), Some(101), "{scene}");
    }
}
