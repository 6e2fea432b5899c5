//! A run of a program. Times are in seconds from the start of the process, and a task's number is its
//! place in the list.

use std::collections::BTreeMap;
use std::fmt;

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
    /// `None` if no task or callback created it, as with main.
    pub by: Option<Actor>,
    /// What it and its callbacks did, in order. The last step of a coroutine or a callback is its end.
    pub steps: Vec<Step>,
}

/// A task, or a callback of it.
#[derive(Clone, Debug)]
pub struct Actor {
    pub task: usize,
    /// The callback's name.
    pub callback: Option<String>,
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

    /// How a task ended: `returned`, `still waits for Task-3`. A callback that failed comes first.
    pub(crate) fn end(&self, task: &Task) -> String {
        let failed = task.steps.iter().find_map(|step| match (&step.callback, &step.what) {
            (Some(name), What::Ends(End::Panicked(_))) => Some(format!("{name}() panicked")),
            (Some(name), What::Ends(End::NotDone)) => Some(format!("{name}() never returns")),
            _ => None,
        });
        if failed.is_some() || *task.end().1 != End::NotDone {
            return failed.unwrap_or(task.end().1.to_string());
        }
        let before_end = task.steps.iter().nth_back(1).map(|step| &step.what);
        match (before_end, task.acts().nth_back(1).map(|step| &step.what)) {
            (None, _) => "never started".to_string(),
            (Some(What::Waits), Some(What::Awaits(other))) => {
                format!("still waits for {}", self.tasks[*other].name)
            }
            (Some(What::Waits), Some(What::AwaitsEvent(_))) => "still waits for the event".into(),
            (Some(What::Waits), _) => "still waiting".to_string(),
            _ => "still running".to_string(),
        }
    }
}

impl Task {
    /// `Task-2 work`.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.coroutine)
    }

    /// What the coroutine did while it ran.
    pub(crate) fn acts(&self) -> impl DoubleEndedIterator<Item = &Step> {
        let is_act = |step: &&Step| !matches!(step.what, What::Runs(_) | What::Waits);
        self.steps.iter().filter(|step| step.callback.is_none()).filter(is_act)
    }

    /// When the coroutine ended, and how.
    pub(crate) fn end(&self) -> (f64, &End) {
        let end = self.acts().next_back().and_then(|step| match &step.what {
            What::Ends(end) => Some((step.time, end)),
            _ => None,
        });
        end.expect("the last step is the end")
    }
}

/// As much of a text as there is room for.
pub(crate) fn cut(text: &str, length: usize) -> String {
    text.chars().map(|it| if it.is_control() { ' ' } else { it }).take(length).collect()
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Returned => write!(f, "returned"),
            End::Cancelled => write!(f, "cancelled"),
            End::Panicked(message) if message.is_empty() => write!(f, "panicked"),
            End::Panicked(message) => write!(f, "panicked: {message}"),
            End::NotDone => write!(f, "not done"),
        }
    }
}
