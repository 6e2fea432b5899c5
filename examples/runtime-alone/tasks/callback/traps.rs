//! When the short way and the guard call the callback, on each runtime, and the guard's traps.

use std::env;
use std::future::pending;
use std::mem::take;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::sync::{Mutex, mpsc};
use std::thread;

use futures::FutureExt;
use futures::future::BoxFuture;
use smol::block_on;

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

/// The guard above is a copy, since a test cannot import from a program.
#[test]
fn the_guard_is_the_programs_own() {
    let guard = |source: &'static str| -> Vec<&str> {
        let code = source.lines().filter(|line| !line.trim_start().starts_with("///"));
        let guard = code.skip_while(|line| *line != "enum Outcome {");
        guard.take_while(|line| !line.starts_with('#') && !line.starts_with("fn main")).collect()
    };
    let tested = guard(include_str!("traps.rs"));
    assert!(tested.contains(&"        guard.value = Some(work.await);"));
    assert_eq!(tested, guard(include_str!("tokio.rs")));
    assert_eq!(tested, guard(include_str!("async_std.rs")));
    assert_eq!(tested, guard(include_str!("smol.rs")));
}

/// Runs a task to its end. With a receiver, cancels it when it has started.
type Run = fn(BoxFuture<'static, ()>, Option<mpsc::Receiver<()>>);

const RUNTIMES: [(&str, Run); 3] = [
    ("tokio", |task, cancel| {
        tokio::runtime::Builder::new_multi_thread().build().unwrap().block_on(async {
            let task = tokio::spawn(task);
            if let Some(started) = cancel {
                started.recv().unwrap();
                task.abort();
            }
            let _ = task.await;
        });
    }),
    ("async-std", |task, cancel| {
        let task = async_std::task::spawn(task);
        match cancel.map(|started| started.recv().unwrap()) {
            Some(()) => _ = block_on(task.cancel()),
            None => _ = block_on(task.catch_unwind()),
        }
    }),
    ("smol", |task, cancel| {
        let task = smol::spawn(task);
        match cancel.map(|started| started.recv().unwrap()) {
            Some(()) => _ = block_on(task.cancel()),
            None => _ = block_on(task.catch_unwind()),
        }
    }),
];

const ENDS: [&str; 3] = ["finished", "panicked", "cancelled"];

/// Runs work with a callback to one of its ends.
fn run(
    run: Run,
    end: &'static str,
    with_callback: impl Fn(BoxFuture<'static, u32>) -> BoxFuture<'static, ()>,
) {
    let (start, started) = mpsc::channel();
    let work = async move {
        let _ = start.send(());
        match end {
            "finished" => 42,
            "panicked" => panic!("no luck"),
            _ => pending().await,
        }
    };
    run(with_callback(work.boxed()), (end == "cancelled").then_some(started));
}

static CALLED: Mutex<Vec<&str>> = Mutex::new(Vec::new());

fn callback(outcome: Outcome) {
    CALLED.lock().unwrap().push(match outcome {
        Outcome::Finished(42) => "finished",
        Outcome::Finished(_) => "finished with another value",
        Outcome::Panicked => "panicked",
        Outcome::Cancelled => "cancelled",
    });
}

/// What the callback is called with meanwhile. One test at a time can ask.
fn called_with(run: impl FnOnce()) -> Vec<&'static str> {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap();
    run();
    take(&mut *CALLED.lock().unwrap())
}

#[test]
fn the_short_way_calls_it_only_if_the_task_finishes() {
    let short_way = |work: BoxFuture<'static, _>| work.map(Outcome::Finished).map(callback).boxed();
    for (name, runtime) in RUNTIMES {
        for end in ENDS {
            let short = called_with(|| run(runtime, end, short_way));
            assert_eq!(short, if end == "finished" { vec![end] } else { vec![] }, "{name}");
            let whole = called_with(|| run(runtime, end, |work| on_done(work, callback).boxed()));
            assert_eq!(whole, [end], "{name}");
        }
    }
}

/// A runtime drops the future of a task that is cancelled before it starts, and never polls it.
#[test]
fn a_guard_made_in_the_task_misses_a_cancellation_before_the_start() {
    let cancel_before_start = |task: BoxFuture<'static, ()>| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let task = runtime.spawn(task);
        task.abort(); // nothing runs tasks before `block_on`
        assert!(runtime.block_on(task).unwrap_err().is_cancelled());
    };
    let made_in_the_task = async {
        let mut guard = Guard { value: None, callback };
        guard.value = Some(pending().await);
    };
    assert!(called_with(|| cancel_before_start(made_in_the_task.boxed())).is_empty());
    let made_before = on_done(pending(), callback).boxed();
    assert_eq!(called_with(|| cancel_before_start(made_before)), ["cancelled"]);
}

#[test]
fn a_task_that_a_panicking_thread_drops_counts_as_panicked() {
    let task = on_done(pending(), callback);
    let main = AssertUnwindSafe(|| {
        let _task = task;
        panic!("main panics, and so drops the task");
    });
    assert_eq!(called_with(|| assert!(catch_unwind(main).is_err())), ["panicked"]);
}

/// The test starts itself in other processes, which do what the variable says.
#[test]
fn a_callback_that_panics_may_abort_the_process() {
    let scene = env::var("SCENE").unwrap_or_default();
    for ((name, runtime), end) in RUNTIMES.into_iter().flat_map(|it| ENDS.map(|end| (it, end))) {
        let this_scene = format!("{name}, {end}");
        if scene == this_scene {
            return run(runtime, end, |work| on_done(work, |_| panic!("in the callback")).boxed());
        } else if scene.is_empty() {
            let test = "callback::a_callback_that_panics_may_abort_the_process";
            let mut command = Command::new(env::current_exe().unwrap());
            command.args(["--exact", test, "--nocapture"]).env("SCENE", &this_scene);
            let output = command.output().unwrap();
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert!(stderr.contains("in the callback"), "{this_scene}: {stderr}");
            let aborts = end == "panicked" || (end == "cancelled" && name != "tokio");
            assert_eq!(output.status.success(), !aborts, "{this_scene}: {stderr}");
            assert_ne!(output.status.code(), Some(101), "it fails, and does not abort: {stderr}");
        }
    }
}
