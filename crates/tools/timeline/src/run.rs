//! A run of a program. Times are in seconds from the start of the process, and a task's number is its
//! place in the list.

use std::collections::BTreeSet;

/// What a program did.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// `stage2-tokio`.
    pub name: String,
    /// The program.
    pub text: String,
    /// In the order in which they were created.
    pub tasks: Vec<Task>,
    /// What the tasks, their callbacks and the program did, in order.
    pub steps: Vec<Step>,
    /// When the process ended.
    pub length: f64,
    /// How the process ended: `exits`, `exits with code 101`, `hangs, stopped`.
    pub how: String,
}

#[derive(Clone, Debug)]
pub struct Task {
    /// `Task-2`, or what the program calls it.
    pub name: String,
    /// The coroutine's own name: `work`.
    pub coroutine: String,
    /// The places of its steps, and of its callbacks', in the run's.
    pub steps: Vec<usize>,
}

/// A line of the record.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// When.
    pub time: f64,
    /// As in the record: `created`, `runs`, `waits`, and so on. Also `prints`; and `unfinished`, if the
    /// process ended first.
    pub what: String,
    /// Whose coroutine or callback did it; `None` if another part of the program or `asyncio::run` did.
    pub task: Option<usize>,
    /// The name of the callback that did it.
    pub callback: Option<String>,
    /// The task that was created, awaited or cancelled.
    pub other: Option<usize>,
    /// The event's number.
    pub event: Option<u64>,
    /// What `all_tasks()` returned.
    pub listed: Vec<usize>,
    /// The number of the thread on which the coroutine or the callback begins to run.
    pub thread: usize,
    /// What was printed, why it panicked, or the name of the callback that was added.
    pub text: String,
    /// The program's line, if it is known.
    pub line: Option<usize>,
}

/// More tasks than these are counted, not drawn.
const ROWS: usize = 12;

impl Run {
    /// The numbers of the tasks that are drawn.
    pub(crate) fn drawn(&self) -> impl Iterator<Item = usize> {
        0..self.tasks.len().min(ROWS)
    }

    /// A line about the tasks that are not drawn.
    pub(crate) fn rest(&self) -> Option<String> {
        let count = self.tasks.len().saturating_sub(ROWS);
        (count > 0).then(|| format!("and {count} more tasks"))
    }

    /// How it ended, and after how long: `exits after 4.01 s`.
    pub fn summary(&self) -> String {
        format!("{} after {:.2} s", self.how, self.length)
    }

    /// A thread's letter: `A`, `B`, and so on; `+` for one that has none.
    pub(crate) fn letter(thread: usize) -> char {
        ('A'..='Z').nth(thread).unwrap_or('+')
    }

    /// `Task-2 work`.
    pub(crate) fn title(&self, task: usize) -> String {
        format!("{} {}", self.tasks[task].name, self.tasks[task].coroutine)
    }

    /// What a task and its callbacks did.
    pub(crate) fn steps_of(&self, task: usize) -> impl DoubleEndedIterator<Item = &Step> {
        self.tasks[task].steps.iter().map(|place| &self.steps[*place])
    }

    /// The end of the coroutine.
    pub(crate) fn end(&self, task: usize) -> &Step {
        self.steps_of(task).find(|it| it.is_end() && it.callback.is_none()).expect("it has an end")
    }

    /// The numbers of the events.
    pub(crate) fn events(&self) -> BTreeSet<u64> {
        self.steps.iter().filter_map(|step| step.event).collect()
    }
}

impl Step {
    pub(crate) fn is(&self, what: &[&str]) -> bool {
        what.contains(&self.what.as_str())
    }

    /// Whether a coroutine or a callback began to run.
    pub(crate) fn is_run(&self) -> bool {
        self.is(&["runs", "calls"])
    }

    /// Whether the coroutine waits from then on.
    pub(crate) fn is_pause(&self) -> bool {
        self.callback.is_none() && self.is(&["awaited", "event awaited", "waits"])
    }

    /// Whether a coroutine or a callback ended.
    pub(crate) fn is_end(&self) -> bool {
        self.is(&["returned", "cancelled", "panicked", "unfinished"])
    }
}

/// As much of a text as there is room for, with `...` for the rest.
pub(crate) fn cut(text: &str, length: usize) -> String {
    let (is_cut, rest) = (text.chars().nth(length).is_some(), "...");
    let kept = text.chars().take(if is_cut { length - rest.len() } else { length });
    let kept = kept.map(|it| if it.is_control() { ' ' } else { it }).collect::<String>();
    if is_cut { kept + rest } else { kept }
}
