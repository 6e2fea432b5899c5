//! A run in words, without times: what must be the same in each run of a program.

use std::collections::BTreeMap;

use crate::run::{End, ROWS, Run, Task, What};

/// Who created whom, what each task did, in order, and how it ended: a line a task. It has neither
/// times nor threads, nor what two threads may do in either order. Of many tasks it counts those that
/// are alike.
#[must_use]
pub fn describe(run: &Run) -> String {
    if run.tasks.len() <= ROWS {
        return (0..run.tasks.len()).map(|task| line(run, task)).collect();
    }
    let mut counts = BTreeMap::new();
    for task in &run.tasks {
        let by = created(run, task, |by| &by.coroutine);
        *counts.entry(format!("{}{by}: {}", task.coroutine, end(task))).or_insert(0_usize) += 1;
    }
    counts.into_iter().map(|(line, count)| format!("{count} x {line}.\n")).collect()
}

fn created(run: &Run, task: &Task, name: fn(&Task) -> &str) -> String {
    let Some(by) = task.by else { return String::new() };
    let callback = if by.is_callback { "a callback of " } else { "" };
    format!(", created by {callback}{}", name(&run.tasks[by.task]))
}

fn end(task: &Task) -> String {
    task.end.as_ref().map_or("not done".to_string(), |end| end.1.to_string())
}

fn line(run: &Run, index: usize) -> String {
    let task = &run.tasks[index];
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
            What::PassesEvent(event) => format!("{who}continues: event {event} is set"),
            What::Calls(number) => {
                let how = match task.callbacks[*number].end {
                    Some(End::Panicked(_)) => ", which panics",
                    Some(_) => "",
                    None => ", which does not return",
                };
                format!("{}() is called{how}", task.callbacks[*number].name)
            }
            What::Ends if may_end_with_main(run, task) => {
                "returned, or cancelled by main's end".into()
            }
            What::Ends => end(task),
        };
        // A task that is woken for another reason looks again, and waits again.
        if steps.last() != Some(&step) {
            steps.push(step);
        }
    }
    if task.end.is_none() {
        steps.push(run.end(index));
    }
    format!("{}{}: {}.\n", run.title(index), created(run, task, |by| &by.name), steps.join("; "))
}

/// It sets an event that main waits for. So main may end, and the loop cancel all tasks, before this
/// one's last step has finished, if they are on two threads.
fn may_end_with_main(run: &Run, task: &Task) -> bool {
    let main = || run.tasks.iter().filter(|task| task.by.is_none()).flat_map(|main| &main.marks);
    let own = task.marks.iter().filter(|mark| !mark.is_callback);
    let mut set = own.filter_map(|mark| match mark.what {
        What::SetsEvent(event) => Some(What::AwaitsEvent(event)),
        _ => None,
    });
    let panicked = matches!(task.end, Some((_, End::Panicked(_))));
    !panicked && set.any(|awaited| main().any(|mark| mark.what == awaited))
}
