//! A run in words, without times: what must be the same in each run of a program.

use crate::run::{End, Run, Step, Task, What};

/// Which task created which, what each did, in order, and how it ended: a line a task. It has neither
/// times nor threads, nor anything that two threads may do in either order. Many tasks are only counted.
#[must_use]
pub fn describe(run: &Run) -> String {
    let lines = run.drawn().map(|(_, task)| line(run, task)).chain(run.rest());
    lines.map(|line| line + "\n").collect()
}

fn line(run: &Run, task: &Task) -> String {
    let mut steps: Vec<_> = task.steps.iter().filter_map(|step| words(run, task, step)).collect();
    // A task that is woken for another reason looks again, and waits again.
    steps.dedup();
    let creator = task.by.as_ref().map_or(String::new(), |by| {
        let callback = by.callback.as_ref().map_or("", |_| "a callback of ");
        format!(", created by {callback}{}", run.tasks[by.task].name)
    });
    format!("{}{creator}: {}.", task.title(), steps.join("; "))
}

/// What happens in a step: `creates Task-3 more_work`. `None` for each time that the task runs or waits.
fn words(run: &Run, task: &Task, step: &Step) -> Option<String> {
    let name = |task: &usize| &run.tasks[*task].name;
    let did = match (&step.what, &step.callback) {
        (What::Creates(other), _) => format!("creates {}", run.tasks[*other].title()),
        (What::Awaits(other), _) => format!("waits for {}", name(other)),
        (What::Cancels(other), _) => format!("cancels {}", name(other)),
        (What::SetsEvent(event), _) => format!("sets event {event}"),
        (What::AwaitsEvent(event), _) => format!("waits for event {event}"),
        (What::PassesEvent(event), _) => format!("continues: event {event} is set"),
        (What::Runs(_), Some(_)) => "is called".to_string(),
        (What::Runs(_) | What::Waits, _) => return None,
        (What::Ends(End::NotDone), Some(_)) => "never returns".to_string(),
        (What::Ends(End::NotDone), None) => run.end(task),
        (What::Ends(End::Returned | End::Cancelled), None) if may_end_with_main(run, task) => {
            "returned, or cancelled by main's end".to_string()
        }
        (What::Ends(end), _) => end.to_string(),
    };
    let callback = step.callback.as_ref().map(|name| format!("{name}() ")).unwrap_or_default();
    Some(callback + &did)
}

/// Whether the task sets an event that main waits for. Then main may end, and the loop cancel all tasks,
/// before this one's last step has finished, if they are on two threads.
fn may_end_with_main(run: &Run, task: &Task) -> bool {
    let main = || run.tasks.iter().filter(|task| task.by.is_none()).flat_map(|main| &main.steps);
    task.acts().any(|step| match step.what {
        What::SetsEvent(event) => main().any(|step| step.what == What::AwaitsEvent(event)),
        _ => false,
    })
}
