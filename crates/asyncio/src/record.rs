//! What happens in a run, as `tracing` events, for `just timeline` and `just step`. This is not part of the
//! lesson, and exists only with the feature `record`.
//!
//! A subscriber is user code, so nothing here is called while one of our locks is held.

mod actors;
mod names;
mod polls;

use std::fs::File;
use std::panic::Location;
use std::path::Path;
use std::sync::{Arc, Mutex, Once};
use std::task::Poll;
use std::{collections::BTreeSet, env, io, ptr};

use tracing::info;
use tracing_subscriber::fmt::{MakeWriter, time::uptime};

use self::actors::{Actor, by, unless_thread_ends};
use self::names::{coroutine, function};
pub(crate) use self::polls::future;
use crate::error::{TaskError, report};
use crate::event::Event;
use crate::flag::lock;
use crate::state::{AnyTask, EventLoop, Shared, Task};

/// Writes the events to the file that `ASYNCIO_RECORD` names, or to stderr if it is `-`, each as a
/// line of JSON. If the program has a subscriber of its own, that one gets them instead.
pub(crate) fn start<F>(event_loop: &Arc<EventLoop>, main: &F) {
    lock(&RUNS).push((Arc::as_ptr(event_loop).addr(), coroutine(main)));
    static ONCE: Once = Once::new();
    ONCE.call_once(|| match env::var_os("ASYNCIO_RECORD") {
        None => {}
        Some(name) if name == "-" => write_to(io::stderr),
        Some(name) => match File::create(&name) {
            Ok(file) => write_to(Mutex::new(file)),
            Err(error) => report(&format!("cannot record to {}: {error}", name.display())),
        },
    });
}

fn write_to(writer: impl for<'a> MakeWriter<'a> + Send + Sync + 'static) {
    let lines = tracing_subscriber::fmt().json().flatten_event(true).with_timer(uptime());
    let lines = lines.with_writer(writer).with_level(false).with_target(false);
    let lines = lines.with_thread_ids(true).with_thread_names(true);
    // It would print an error with `eprintln!`, which panics if stderr is what cannot be written to.
    let lines = lines.log_internal_errors(false).finish();
    let _ = tracing::subscriber::set_global_default(lines); // fails if there is one already
}

macro_rules! tell {
    (by, $($event:tt)*) => {{
        let (by, line) = (by(), line());
        let (run, task) = (by.map(|by| by.run), by.map(|by| by.task));
        let callback = by.map(|by| by.is_callback);
        tell!(by.run = run, by.task = task, by.callback = callback, line, $($event)*);
    }};
    ($($event:tt)*) => { unless_thread_ends(|| info!($($event)*)) };
}
use tell;

fn actor(shared: &Shared, is_callback: bool) -> Actor {
    Actor { run: run(shared), task: shared.number, is_callback }
}

/// The line of the program that called crates/asyncio. `None` if a library called it, or crates/asyncio itself.
#[track_caller]
fn line() -> Option<u32> {
    let (caller, ours) = (Location::caller(), file!().trim_end_matches("record.rs"));
    let is_library = Path::new(caller.file()).has_root() || caller.file().starts_with(ours);
    (!is_library).then(|| caller.line())
}

/// Counted from 1. A later run may be where an earlier one was, so the last one counts.
fn run(shared: &Shared) -> usize {
    let address = Arc::as_ptr(&shared.event_loop).addr();
    lock(&RUNS).iter().rposition(|run| run.0 == address).map_or(0, |index| index + 1)
}

/// Where each run's loop is, and the name of its main coroutine.
static RUNS: Mutex<Vec<(usize, String)>> = Mutex::new(Vec::new());

/// Counted from 1, in the order in which they are first used.
fn number(event: &Event) -> usize {
    static EVENTS: Mutex<Vec<usize>> = Mutex::new(Vec::new());
    let (mut events, event) = (lock(&EVENTS), ptr::from_ref(event).addr());
    let index = events.iter().position(|&other| other == event).unwrap_or_else(|| {
        events.push(event);
        events.len() - 1
    });
    index + 1
}

/// Records which task is awaited, if the awaiting one has to wait.
#[track_caller]
pub(crate) fn task_awaited(task: &Shared, poll: Poll<()>) {
    if poll.is_pending() {
        tell!(by, run = run(task), task = task.number, "awaited");
    }
}

/// Records whether a wait for an event has to wait.
#[track_caller]
pub(crate) fn event_awaited(event: &Event, poll: Poll<()>) {
    let step = if poll.is_pending() { "event awaited" } else { "event passed" };
    self::event(step, event);
}

#[track_caller]
pub(crate) fn event(step: &'static str, event: &Event) {
    tell!(by, event = number(event), "{step}");
}

#[track_caller]
pub(crate) fn task(step: &'static str, task: &Shared) {
    let (run, number, name) = (run(task), task.number, task.name());
    tell!(by, run = run, task = number, name, "{step}");
}

/// Records what `all_tasks()` returns.
#[track_caller]
pub(crate) fn listed(tasks: &BTreeSet<AnyTask>) {
    let numbers: Vec<_> = tasks.iter().map(|task| task.shared.number).collect();
    tell!(by, tasks = ?numbers, "listed");
}

/// Records how the coroutine ended.
pub(crate) fn done(task: &Shared) {
    let (end, panic) = match task.result.get() {
        Some(Ok(_)) => ("returned", None),
        Some(Err(TaskError::Panicked(message))) => ("panicked", Some(message)),
        Some(Err(TaskError::Cancelled)) => ("cancelled", None),
        None => return,
    };
    tell!(run = run(task), task = task.number, panic, "{end}");
}

/// Records that a callback is added. Wraps it, so that its call and its end are recorded as well.
#[track_caller]
pub(crate) fn callback<T: 'static>(
    task: &Shared,
    callback: impl FnOnce(&Task<T>) + Send + 'static,
) -> impl FnOnce(&Task<T>) + Send + 'static {
    let name = function(&callback);
    tell!(by, run = run(task), task = task.number, callback = name, "callback added");
    move |task| {
        let actor = actor(&task.shared, true);
        let Actor { run, task: number, .. } = actor;
        tell!(run, task = number, callback = name, "calls");
        let mut call = Call { actor, step: "callback panicked" };
        let _entered = actor.enter();
        callback(task);
        call.step = "callback returned";
    }
}

/// Records how a callback ended, even if it panicked.
struct Call {
    actor: Actor,
    step: &'static str,
}

impl Drop for Call {
    fn drop(&mut self) {
        tell!(run = self.actor.run, task = self.actor.task, "{}", self.step);
    }
}
