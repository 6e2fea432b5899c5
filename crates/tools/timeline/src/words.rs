//! What happens in a run, in words.

use std::collections::BTreeSet;
use std::ptr;

use crate::run::{Run, Step};

/// What the coroutines and callbacks of each name did, in alphabetical order, for tests that compare runs: without
/// times, threads, or anything that depends on which of two threads is faster.
pub fn describe(run: &Run) -> BTreeSet<String> {
    let certain = ["created", "cancel requested", "event set", "calls", "panicked", "unfinished"];
    let acts = run.steps.iter().filter(|step| step.is(&certain));
    acts.filter_map(|step| {
        let (coroutine, words) = (&run.tasks[step.task?].coroutine, words(run, step));
        // Nor the tasks' numbers, which may depend on it as well.
        let words = words.split(' ').filter(|word| !word.starts_with("Task-"));
        Some(format!("{coroutine} {}", words.collect::<Vec<_>>().join(" ")))
    })
    .collect()
}

/// How a task ended: `returns`, `still waits for Task-3`. A callback that failed comes first.
pub(crate) fn end(run: &Run, task: usize) -> String {
    words(run, failed_callback(run, task).unwrap_or(run.end(task)))
}

/// The end of the first callback that panicked or never returned.
pub(crate) fn failed_callback(run: &Run, task: usize) -> Option<&Step> {
    let has_failed = |it: &&Step| it.callback.is_some() && it.is(&["panicked", "unfinished"]);
    run.steps_of(task).find(has_failed)
}

/// What happens in a step: `creates Task-3 more_work`.
pub(crate) fn words(run: &Run, step: &Step) -> String {
    let other = step.other.map_or("a task", |task| run.tasks[task].name.as_str());
    let event = step.event.map(|number| event(run, number)).unwrap_or_default();
    let (callback, text) = (step.callback.as_ref(), &step.text);
    let does = match step.what.as_str() {
        "created" => format!("creates {}", step.other.map(|it| run.title(it)).unwrap_or_default()),
        "added" => format!("adds {text}() to {other}"),
        "awaited" if step.task == step.other => "waits for itself".to_string(),
        "awaited" => format!("waits for {other}"),
        "cancel requested" => format!("cancels {other}"),
        "listed" => format!("calls all_tasks(), which returns {}", names(run, &step.listed)),
        "event set" => format!("sets {event}"),
        "event cleared" => format!("clears {event}"),
        "event awaited" => format!("waits for {event}"),
        "event passed" => format!("continues: {event} has been set"),
        "prints" => format!("prints \"{text}\""),
        "calls" => "is called".to_string(),
        "runs" => {
            let first = step.task.and_then(|task| run.steps_of(task).find(|it| it.is_run()));
            let is_first = first.is_some_and(|first| ptr::eq(first, step));
            if is_first { "starts" } else { "continues" }.to_string()
        }
        "woken" | "cancelled" => format!("is {}", step.what),
        "left" => "leaves all_tasks()".to_string(),
        "returned" => "returns".to_string(),
        "panicked" if text.is_empty() => "panics".to_string(),
        "panicked" => format!("panics: {text}"),
        "unfinished" if callback.is_some() => "never returns".to_string(),
        "unfinished" => still(run, step.task.expect("it is a task's end")),
        what => what.to_string(),
    };
    callback.map(|name| format!("{name}() ")).unwrap_or_default() + &does
}

/// What a task still does when the process ends.
fn still(run: &Run, task: usize) -> String {
    let mut own = run.steps_of(task).filter(|it| it.callback.is_none()).rev();
    match own.find(|it| it.is_run() || it.is_pause()) {
        None => "never started".to_string(),
        Some(step) if step.is_run() => "still runs".to_string(),
        // It is `waits`; the step before may say for what.
        Some(step) => {
            let awaited = own.next().filter(|before| before.is_pause()).unwrap_or(step);
            format!("still {}", words(run, awaited))
        }
    }
}

/// The event, with its number if there are several.
pub(crate) fn event(run: &Run, number: u64) -> String {
    if run.events().len() < 2 { "the event".to_string() } else { format!("event {number}") }
}

pub(crate) fn names<'a>(run: &Run, tasks: impl IntoIterator<Item = &'a usize>) -> String {
    let names = tasks.into_iter().map(|task| run.tasks[*task].name.as_str());
    let names = names.collect::<Vec<_>>().join(", ");
    if names.is_empty() { "none".to_string() } else { names }
}
