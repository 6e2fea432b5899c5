//! A run in words, without times: what must be the same in each run of a program.

use std::collections::BTreeMap;

use crate::run::{End, Run, Task, What};

/// With more tasks than this, they are counted by coroutine, creator and end.
const FEW: usize = 12;

/// Who created whom, what each task did, in order, and how it ended: a line a task. It has neither
/// times nor threads, nor what two threads may do in either order. Of many tasks it counts those that
/// are alike.
#[must_use]
pub fn describe(run: &Run) -> String {
    if run.tasks.is_empty() {
        return "No task is created.\n".to_string();
    }
    if run.tasks.len() > FEW {
        return count(run);
    }
    (0..run.tasks.len()).map(|task| line(run, task)).collect()
}

fn line(run: &Run, index: usize) -> String {
    let task = &run.tasks[index];
    let by = task.by.map(|by| (by.is_callback, run.tasks[by.task].name.as_str()));
    let (mut steps, mut called) = (Vec::<String>::new(), 0);
    for mark in &task.marks {
        if let What::Calls(number) = mark.what {
            called = number;
        }
        let callback = task.callbacks.get(called).filter(|_| mark.is_callback);
        let who = callback.map(|callback| format!("{}() ", callback.name)).unwrap_or_default();
        let step = match &mark.what {
            What::Creates(other) => format!("{who}creates {}", run.title(*other)),
            What::Awaits(other) => format!("{who}waits for {}", run.tasks[*other].name),
            What::Cancels(other) => format!("{who}cancels {}", run.tasks[*other].name),
            What::SetsEvent(event) => format!("{who}sets event {event}"),
            What::AwaitsEvent(event) => format!("{who}waits for event {event}"),
            What::PassesEvent(event) => format!("{who}goes on: event {event} is set"),
            What::Calls(number) => calls(task, *number),
            What::Ends if ends_with_main(run, index) => {
                "returned, or cancelled by main's end".into()
            }
            What::Ends => task.end.as_ref().map_or(String::new(), |end| end.1.to_string()),
        };
        // Who is woken for another reason looks again, and waits again.
        if steps.last() != Some(&step) {
            steps.push(step);
        }
    }
    if task.end.is_none() {
        steps.push(run.end(index));
    }
    format!("{}{}: {}.\n", run.title(index), created(by), steps.join("; "))
}

/// It sets the event that main waits for. So main may end, and the loop cancel all tasks, before this
/// one's last step is over, if they are on two threads.
fn ends_with_main(run: &Run, index: usize) -> bool {
    let task = &run.tasks[index];
    let panicked = matches!(task.end, Some((_, End::Panicked(_))));
    let own_marks = task.marks.iter().filter(|mark| !mark.is_callback);
    let awaited = own_marks.filter_map(|mark| match mark.what {
        What::SetsEvent(event) => Some(What::AwaitsEvent(event)),
        _ => None,
    });
    let is_main = |task: &&Task| task.by.is_none();
    let main_awaits = |what: What| {
        run.tasks.iter().filter(is_main).flat_map(|main| &main.marks).any(|mark| mark.what == what)
    };
    !panicked && awaited.into_iter().any(main_awaits)
}

fn calls(task: &Task, number: usize) -> String {
    let callback = &task.callbacks[number];
    let end = match callback.end {
        Some(End::Panicked(_)) => ", which panics",
        Some(_) => "",
        None => ", which does not return",
    };
    format!("{}() is called{end}", callback.name)
}

fn created(by: Option<(bool, &str)>) -> String {
    match by {
        None => String::new(),
        Some((false, name)) => format!(", created by {name}"),
        Some((true, name)) => format!(", created by a callback of {name}"),
    }
}

fn count(run: &Run) -> String {
    let mut counts = BTreeMap::new();
    for task in &run.tasks {
        let by = task.by.map(|by| (by.is_callback, run.tasks[by.task].coroutine.as_str()));
        let end = task.end.as_ref().map_or("not done".to_string(), |end| end.1.to_string());
        let line = format!("{}{}: {end}", task.coroutine, created(by));
        *counts.entry(line).or_insert(0_usize) += 1;
    }
    counts.into_iter().map(|(line, count)| format!("{count} x {line}.\n")).collect()
}
