//! The events themselves.

use std::fs::File;
use std::sync::{Arc, Mutex, Once};
use std::task::{Context, Poll, Wake, Waker};
use std::{env, io, ptr};

use tracing::{Level, enabled, info};
use tracing_subscriber::fmt::{MakeWriter, time::uptime};

use super::actors::{Actor, by, unless_over};
use super::names::{coroutine, function};
use crate::error::{message, report};
use crate::event::{Event, lock};
use crate::shared::{End, Shared};
use crate::task::Task;

/// Has the events written to the file that `ASYNCIO_RECORD` names, or to stderr if it is `-`: a line
/// of JSON for each. If the program has a subscriber of its own, that one gets them instead.
pub(crate) fn start() {
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
        let by = by();
        let (run, task) = (by.map(|by| by.run), by.map(|by| by.task));
        let callback = by.map(|by| by.is_callback);
        tell!(by.run = run, by.task = task, by.callback = callback, $($event)*);
    }};
    ($($event:tt)*) => { unless_over(|| info!($($event)*)) };
}

fn actor(shared: &Shared, is_callback: bool) -> Actor {
    Actor { run: run(shared), task: shared.number, is_callback }
}

/// Counted from 1. A later run may be where an earlier one was, so the last one counts.
fn run(shared: &Shared) -> usize {
    let runs = lock(&RUNS);
    let is_this = |&run: &usize| run == Arc::as_ptr(&shared.event_loop).addr();
    runs.iter().rposition(is_this).map_or(0, |index| index + 1)
}

static RUNS: Mutex<Vec<usize>> = Mutex::new(Vec::new());

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

pub(crate) fn created<F>(task: &Shared, future: &F) {
    if task.is_main() {
        lock(&RUNS).push(Arc::as_ptr(&task.event_loop).addr());
    }
    let (run, number) = (run(task), task.number);
    let (name, coroutine) = (task.name(), coroutine(future));
    tell!(by, run = run, task = number, name, coroutine, "created");
}

pub(crate) fn poll<T>(
    task: &Shared,
    cx: &mut Context<'_>,
    poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
) -> Poll<T> {
    if !enabled!(Level::INFO) {
        return poll(cx);
    }
    self::task("runs", task);
    let actor = actor(task, false);
    let _entered = actor.enter();
    let waker = Waker::from(Arc::new(Woken { actor, waker: cx.waker().clone() }));
    let poll = poll(&mut Context::from_waker(&waker));
    if poll.is_pending() {
        tell!(run = actor.run, task = actor.task, "waits");
    }
    poll
}

struct Woken {
    actor: Actor,
    waker: Waker,
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        tell!(by, run = self.actor.run, task = self.actor.task, "woken");
        self.waker.wake_by_ref();
    }
}

/// Tells what a task awaits, if it must wait.
pub(crate) fn awaits(task: &Shared, poll: Poll<()>) -> Poll<()> {
    if poll.is_pending() {
        tell!(by, run = run(task), task = task.number, "awaited");
    }
    poll
}

pub(crate) fn waits(event: &Event, poll: Poll<()>) -> Poll<()> {
    let step = if poll.is_pending() { "event awaited" } else { "event passed" };
    self::event(step, event);
    poll
}

pub(crate) fn event(step: &'static str, event: &Event) {
    tell!(by, event = number(event), "{step}");
}

pub(crate) fn task(step: &'static str, task: &Shared) {
    let (run, number, name) = (run(task), task.number, task.name());
    tell!(by, run = run, task = number, name, "{step}");
}

pub(crate) fn done(task: &Shared) {
    let (end, panic) = match &lock(&task.state).end {
        Some(End::Returned(_)) => ("returned", None),
        Some(End::Panicked(panic)) => ("panicked", Some(message(panic))),
        Some(End::Cancelled) => ("cancelled", None),
        None => return,
    };
    tell!(run = run(task), task = task.number, panic, "{end}");
}

pub(crate) fn callback<T: 'static>(
    callback: impl FnOnce(&Task<T>) + Send + 'static,
) -> impl FnOnce(&Task<T>) + Send + 'static {
    let name = function(&callback);
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

/// Tells how a callback has ended, also if nothing comes after it any more.
struct Call {
    actor: Actor,
    step: &'static str,
}

impl Drop for Call {
    fn drop(&mut self) {
        tell!(run = self.actor.run, task = self.actor.task, "{}", self.step);
    }
}
