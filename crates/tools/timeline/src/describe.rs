//! What happens in a run, in words.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use crate::run::{End, Run, Step, Task, What};

/// What each task did, in order, and how it ended: a line a task. It has neither times nor threads, nor
/// anything that two threads may do in either order. Of many tasks it counts those that are alike.
#[must_use]
pub fn describe(run: &Run) -> String {
    if run.rest().is_none() {
        return run.drawn().map(|task| line(run, task)).collect();
    }
    let mut counts = BTreeMap::new();
    for (task, Task { coroutine, .. }) in run.tasks.iter().enumerate() {
        let end = words(run, run.end(task));
        *counts.entry(format!("{coroutine}: {end}")).or_insert(0_usize) += 1;
    }
    counts.into_iter().map(|(line, count)| format!("{count} x {line}.\n")).collect()
}

fn line(run: &Run, task: usize) -> String {
    let steps = run.steps_of(task).filter(|step| step.is_act());
    let mut steps: Vec<_> = steps.map(|step| words(run, step)).collect();
    // A task that is woken for another reason waits again. One that cancels another and awaits it waits only
    // if the other has not finished yet, on its thread.
    steps.dedup_by(|step, before| {
        let cancelled = before.strip_prefix("cancels ");
        step == before || cancelled.is_some() && cancelled == step.strip_prefix("waits for ")
    });
    if may_end_with_main(run, task) {
        let is_end = |step: &&mut String| ["returns", "is cancelled"].contains(&step.as_str());
        let end = steps.iter_mut().find(is_end);
        end.into_iter().for_each(|end| *end = "returns, or is cancelled by main's end".into());
    }
    format!("{}: {}.\n", run.title(task), steps.join("; "))
}

/// Whether the task sets an event that main waits for. Then main may end, and the loop cancel all tasks,
/// before this one's last step has finished, if they are on two threads.
fn may_end_with_main(run: &Run, task: usize) -> bool {
    let mains = || run.drawn().filter(|task| run.tasks[*task].is_main);
    let awaits = |event| {
        mains().flat_map(|main| run.acts(main)).any(|it| it.what == What::AwaitsEvent(event))
    };
    run.acts(task).any(|step| matches!(step.what, What::SetsEvent(event) if awaits(event)))
}

/// How a task ended: `returns`, `still waits for Task-3`. A callback that failed comes first.
pub(crate) fn end(run: &Run, task: usize) -> String {
    words(run, failed_callback(run, task).unwrap_or(run.end(task)))
}

/// The end of the first callback that panicked or never returned.
pub(crate) fn failed_callback(run: &Run, task: usize) -> Option<&Step> {
    let has_failed = |what| matches!(what, &What::Ends(End::Panicked(_) | End::NotDone));
    run.steps_of(task).find(|step| step.callback.is_some() && has_failed(&step.what))
}

/// What happens in a step: `creates Task-3 more_work`.
pub(crate) fn words(run: &Run, step: &Step) -> String {
    let name = |task: &usize| run.tasks[*task].name.as_str();
    let does = match &step.what {
        What::Creates(other) => format!("creates {}", run.title(*other)),
        What::AddsCallback(callback, other) => format!("adds {callback}() to {}", name(other)),
        What::Awaits(other) if step.task == Some(*other) => "waits for itself".to_string(),
        What::Awaits(other) => format!("waits for {}", name(other)),
        What::Cancels(other) => format!("cancels {}", name(other)),
        What::Lists(tasks) => {
            let names: Vec<_> = tasks.iter().map(name).collect();
            format!("calls all_tasks(), which returns {}", names.join(", "))
        }
        What::SetsEvent(number) => format!("sets {}", event(run, *number)),
        What::ClearsEvent(number) => format!("clears {}", event(run, *number)),
        What::AwaitsEvent(number) => format!("waits for {}", event(run, *number)),
        What::PassesEvent(number) => format!("continues: {} is set", event(run, *number)),
        What::Prints(text) => format!("prints \"{text}\""),
        What::Runs(_) if step.callback.is_some() => "is called".to_string(),
        What::Runs(_) => {
            let is_start = |task| run.steps_of(task).find(|it| matches!(it.what, What::Runs(_)));
            let is_start = step.task.and_then(is_start).is_some_and(|it| ptr::eq(it, step));
            if is_start { "starts" } else { "continues" }.to_string()
        }
        What::Waits => "waits".to_string(),
        What::Woken => "is woken".to_string(),
        What::Leaves => "leaves all_tasks()".to_string(),
        What::Ends(End::Returned) => "returns".to_string(),
        What::Ends(End::Cancelled) => "is cancelled".to_string(),
        What::Ends(End::Panicked(why)) if why.is_empty() => "panics".to_string(),
        What::Ends(End::Panicked(why)) => format!("panics: {why}"),
        What::Ends(End::NotDone) if step.callback.is_some() => "never returns".to_string(),
        What::Ends(End::NotDone) => still(run, step.task.expect("it is a task's end")),
    };
    let callback = step.callback.as_ref().map(|name| format!("{name}() ")).unwrap_or_default();
    callback + &does
}

/// What a task still does when the process ends.
fn still(run: &Run, task: usize) -> String {
    let is_pause =
        |it: &&Step| matches!(it.what, What::Runs(_) | What::Waits) && it.callback.is_none();
    let last = run.steps_of(task).rfind(is_pause).map(|it| &it.what);
    let awaits = run.acts(task).nth_back(1);
    let awaits = awaits.filter(|it| matches!(it.what, What::Awaits(_) | What::AwaitsEvent(_)));
    match (last, awaits) {
        (None, _) => "never started".to_string(),
        (Some(What::Waits), Some(awaits)) => format!("still {}", words(run, awaits)),
        (Some(What::Waits), None) => "still waits".to_string(),
        _ => "still runs".to_string(),
    }
}

/// The event, with its number if there are several.
pub(crate) fn event(run: &Run, number: u64) -> String {
    if events(run).len() < 2 { "the event".to_string() } else { format!("event {number}") }
}

/// The numbers of the events.
pub(crate) fn events(run: &Run) -> BTreeSet<u64> {
    let number = |step: &Step| match step.what {
        What::SetsEvent(event) | What::AwaitsEvent(event) => Some(event),
        What::PassesEvent(event) | What::ClearsEvent(event) => Some(event),
        _ => None,
    };
    run.steps.iter().filter_map(number).collect()
}
