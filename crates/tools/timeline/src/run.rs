//! A run of a program. Times are in seconds from the start of the process, and a task's number is its
//! place in the list.

use std::collections::BTreeMap;

/// What a program did.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// `stage2-tokio`.
    pub name: String,
    /// The program.
    pub text: String,
    /// In the order in which they were created.
    pub tasks: Vec<Task>,
    /// What the tasks, their callbacks and the program did, in order. The last step of a coroutine or a
    /// callback is its end.
    pub steps: Vec<Step>,
    /// The names of the threads that ran tasks and callbacks, in the order of their first use.
    pub threads: Vec<String>,
    /// When the process ended.
    pub length: f64,
    /// How the process ended: `exited`, `exited with code 101`, `hangs, stopped`.
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
    /// The places of its steps, and of its callbacks', in the run's.
    pub steps: Vec<usize>,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub time: f64,
    /// Whose coroutine or callback did it; `None` if another part of the program or `asyncio::run` did.
    pub task: Option<usize>,
    /// The name of the callback that did it.
    pub callback: Option<String>,
    pub what: What,
    /// The program's line, if it is known.
    pub line: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Creates(usize),
    /// A callback of that name to that task.
    AddsCallback(String, usize),
    Awaits(usize),
    Cancels(usize),
    /// `all_tasks()` returned these.
    Lists(Vec<usize>),
    AwaitsEvent(u64),
    /// The event was set already, or has woken the task.
    PassesEvent(u64),
    SetsEvent(u64),
    ClearsEvent(u64),
    Prints(String),
    /// The coroutine or the callback begins to run, on that thread.
    Runs(usize),
    Waits,
    /// The task will run again.
    Woken,
    Ends(End),
    /// The task is no longer in `all_tasks()`.
    Leaves,
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
    /// The numbers of the tasks that are drawn.
    pub(crate) fn drawn(&self) -> impl Iterator<Item = usize> {
        0..self.tasks.len().min(ROWS)
    }

    /// A line about the tasks that are not drawn.
    pub(crate) fn rest(&self) -> Option<String> {
        let count = self.tasks.len().saturating_sub(ROWS);
        (count > 0).then(|| format!("and {count} more tasks"))
    }

    /// How it ended, and after how long: `exited after 4.01 s`.
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

    /// `Task-2 work`.
    pub(crate) fn title(&self, task: usize) -> String {
        format!("{} {}", self.tasks[task].name, self.tasks[task].coroutine)
    }

    /// What a task and its callbacks did.
    pub(crate) fn steps_of(&self, task: usize) -> impl DoubleEndedIterator<Item = &Step> {
        self.tasks[task].steps.iter().map(|place| &self.steps[*place])
    }

    /// What the coroutine did while it ran.
    pub(crate) fn acts(&self, task: usize) -> impl DoubleEndedIterator<Item = &Step> {
        self.steps_of(task).filter(|step| step.callback.is_none() && step.is_act())
    }

    /// The end of the coroutine.
    pub(crate) fn end(&self, task: usize) -> &Step {
        let is_end = |step: &&Step| matches!(step.what, What::Ends(_));
        self.acts(task).rfind(is_end).expect("a coroutine's last step is its end")
    }
}

impl Step {
    /// What is drawn and described: not only that it runs or waits, or what it prints or sees.
    pub(crate) fn is_act(&self) -> bool {
        match self.what {
            What::Lists(_) | What::AddsCallback(..) | What::Prints(_) => false,
            What::Woken | What::Leaves | What::ClearsEvent(_) => false,
            What::Runs(_) | What::Waits => self.callback.is_some(),
            _ => true,
        }
    }
}

/// As much of a text as there is room for, with `...` for the rest.
pub(crate) fn cut(text: &str, length: usize) -> String {
    let (is_cut, rest) = (text.chars().nth(length).is_some(), "...");
    let kept = text.chars().take(if is_cut { length - rest.len() } else { length });
    let kept = kept.map(|it| if it.is_control() { ' ' } else { it }).collect::<String>();
    if is_cut { kept + rest } else { kept }
}
