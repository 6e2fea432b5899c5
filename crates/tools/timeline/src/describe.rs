//! A run in words.

use std::collections::BTreeMap;

use crate::run::{End, Run, Step, Task, What};

/// What each task did, in order, and how it ended: a line a task. It has neither times nor threads, nor
/// anything that two threads may do in either order. Of many tasks it counts those that are alike.
#[must_use]
pub fn describe(run: &Run) -> String {
    if run.rest().is_none() {
        return run.drawn().map(|(_, task)| line(run, task)).collect();
    }
    let mut counts = BTreeMap::new();
    for task in &run.tasks {
        let end = words(run, task, task.end());
        *counts.entry(format!("{}: {end}", task.coroutine)).or_insert(0_usize) += 1;
    }
    counts.into_iter().map(|(line, count)| format!("{count} x {line}.\n")).collect()
}

fn line(run: &Run, task: &Task) -> String {
    let steps = task.steps.iter().filter(|step| step.is_act());
    let mut steps: Vec<_> = steps.map(|step| words(run, task, step)).collect();
    // A task that is woken for another reason waits again. One that cancels another and awaits it waits only
    // if the other has not finished yet, on its thread.
    steps.dedup_by(|step, before| {
        let cancelled = before.strip_prefix("cancels ");
        step == before || cancelled.is_some() && cancelled == step.strip_prefix("waits for ")
    });
    if may_end_with_main(run, task) {
        let is_end = |step: &&mut String| ["returned", "cancelled"].contains(&step.as_str());
        let end = steps.iter_mut().find(is_end);
        end.into_iter().for_each(|end| *end = "returned, or cancelled by main's end".into());
    }
    format!("{}: {}.\n", task.title(), steps.join("; "))
}

/// Whether the task sets an event that main waits for. Then main may end, and the loop cancel all tasks,
/// before this one's last step has finished, if they are on two threads.
fn may_end_with_main(run: &Run, task: &Task) -> bool {
    let main = || run.tasks.iter().filter(|task| task.is_main).flat_map(Task::acts);
    task.acts().any(|step| match step.what {
        What::SetsEvent(event) => main().any(|step| step.what == What::AwaitsEvent(event)),
        _ => false,
    })
}

/// How a task ended: `returned`, `still waits for Task-3`. A callback that failed comes first.
pub(crate) fn end(run: &Run, task: &Task) -> String {
    let is_failure = |step: &&Step| {
        let has_failed = matches!(step.what, What::Ends(End::Panicked(_) | End::NotDone));
        step.callback.is_some() && has_failed
    };
    words(run, task, task.steps.iter().find(is_failure).unwrap_or(task.end()))
}

/// What happens in a step: `creates Task-3 more_work`.
fn words(run: &Run, task: &Task, step: &Step) -> String {
    let name = |task: &usize| &run.tasks[*task].name;
    let did = match (&step.what, &step.callback) {
        (What::Creates(other), _) => format!("creates {}", run.tasks[*other].title()),
        (What::Awaits(other), _) => format!("waits for {}", name(other)),
        (What::Cancels(other), _) => format!("cancels {}", name(other)),
        (What::SetsEvent(event), _) => format!("sets event {event}"),
        (What::AwaitsEvent(event), _) => format!("waits for event {event}"),
        (What::PassesEvent(event), _) => format!("continues: event {event} is set"),
        (What::Runs(_), None) => "runs".to_string(),
        (What::Runs(_), Some(_)) => "is called".to_string(),
        (What::Waits, _) => "waits".to_string(),
        (What::Ends(End::Returned), _) => "returned".to_string(),
        (What::Ends(End::Cancelled), _) => "cancelled".to_string(),
        (What::Ends(End::Panicked(why)), _) if why.is_empty() => "panicked".to_string(),
        (What::Ends(End::Panicked(why)), _) => format!("panicked: {why}"),
        (What::Ends(End::NotDone), Some(_)) => "never returns".to_string(),
        (What::Ends(End::NotDone), None) => {
            let last = task.steps.iter().nth_back(1).map(|step| &step.what);
            match (last, task.acts().nth_back(1)) {
                (None, _) => "never started".to_string(),
                (Some(What::Waits), Some(act))
                    if matches!(act.what, What::Awaits(_) | What::AwaitsEvent(_)) =>
                {
                    format!("still {}", words(run, task, act))
                }
                (Some(What::Waits), _) => "still waits".to_string(),
                _ => "still runs".to_string(),
            }
        }
    };
    let callback = step.callback.as_ref().map(|name| format!("{name}() ")).unwrap_or_default();
    callback + &did
}
