//! A run of a program. Times are in seconds from the start of the process, and a task's number is its
//! place in the list.

use std::collections::BTreeMap;

/// What a program did.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// `stage2-tokio`.
    pub name: String,
    /// In the order in which they were created.
    pub tasks: Vec<Task>,
    /// The names of the threads that ran tasks and callbacks, in the order of their first use.
    pub threads: Vec<String>,
    /// When the process ended.
    pub length: f64,
    /// How the process ended: `ended`, `ended with exit code 101`, `hangs, stopped`.
    pub how: String,
}

#[derive(Clone, Debug)]
pub struct Task {
    /// `Task-2`, or what the program calls it.
    pub name: String,
    /// The coroutine's own name: `work`.
    pub coroutine: String,
    pub created: f64,
    /// Whether no task or callback created it.
    pub is_main: bool,
    /// What it and its callbacks did, in order. The last step of a coroutine or a callback is its end.
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub time: f64,
    pub what: What,
    /// The name of the callback that did it.
    pub callback: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Creates(usize),
    Awaits(usize),
    Cancels(usize),
    AwaitsEvent(u64),
    /// The event was set already, or has woken the task.
    PassesEvent(u64),
    SetsEvent(u64),
    /// The coroutine or the callback begins to run, on that thread.
    Runs(usize),
    Waits,
    Ends(End),
}

/// How a coroutine or a callback ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    Returned,
    Cancelled,
    /// It panicked; with this message, if it is known.
    Panicked(String),
    /// The process ended first.
    NotDone,
}

/// More tasks than these are counted, not drawn.
const ROWS: usize = 12;

impl Run {
    /// The tasks that are drawn, with their numbers.
    pub(crate) fn drawn(&self) -> impl Iterator<Item = (usize, &Task)> {
        self.tasks.iter().enumerate().take(ROWS)
    }

    /// A line about the tasks that are not drawn.
    pub(crate) fn rest(&self) -> Option<String> {
        let count = self.tasks.len().saturating_sub(ROWS);
        (count > 0).then(|| format!("and {count} more tasks"))
    }

    /// How it ended, and after how long: `ended after 4.01 s`.
    #[must_use]
    pub fn summary(&self) -> String {
        format!("{} after {:.2} s", self.how, self.length)
    }

    /// A thread's letter: `A`, `B`, and so on; `+` for one that has none.
    pub(crate) fn letter(thread: usize) -> char {
        ('A'..='Z').nth(thread).unwrap_or('+')
    }

    /// The threads of the letters: `stage2-tokio: A main, B C tokio-rt-worker`. `None` if nothing ran.
    pub(crate) fn letters(&self) -> Option<String> {
        let mut names = BTreeMap::<_, String>::new();
        for (thread, name) in self.threads.iter().enumerate() {
            *names.entry(name).or_default() += &format!("{} ", Run::letter(thread));
        }
        let names: Vec<_> =
            names.iter().map(|(name, letters)| format!("{letters}{name}")).collect();
        (!names.is_empty()).then(|| format!("{}: {}", self.name, names.join(", ")))
    }
}

impl Task {
    /// `Task-2 work`.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.name, self.coroutine)
    }

    /// What the coroutine did while it ran.
    pub(crate) fn acts(&self) -> impl DoubleEndedIterator<Item = &Step> {
        self.steps.iter().filter(|step| step.callback.is_none() && step.is_act())
    }

    /// The end of the coroutine.
    pub(crate) fn end(&self) -> &Step {
        self.acts().next_back().expect("a coroutine's last step is its end")
    }
}

impl Step {
    /// Not only that it runs or waits.
    pub(crate) fn is_act(&self) -> bool {
        self.callback.is_some() || !matches!(self.what, What::Runs(_) | What::Waits)
    }
}

/// As much of a text as there is room for, with `...` for the rest.
pub(crate) fn cut(text: &str, length: usize) -> String {
    let (is_cut, rest) = (text.chars().nth(length).is_some(), "...");
    let kept = text.chars().take(if is_cut { length - rest.len() } else { length });
    let kept = kept.map(|it| if it.is_control() { ' ' } else { it }).collect::<String>();
    if is_cut { kept + rest } else { kept }
}
