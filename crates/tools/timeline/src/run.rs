//! What a run is made of. Times are in seconds from the start of the process; tasks, threads and
//! callbacks are meant by their place in their list, events by their number.

use std::collections::BTreeMap;
use std::fmt;

/// What a program did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// `stage2-tokio`.
    pub name: String,
    /// In the order in which they were created.
    pub tasks: Vec<Task>,
    /// The threads that tasks and callbacks ran on, in the order of their first use.
    pub threads: Vec<String>,
    /// When the process ended.
    pub length: f64,
    /// How the process ended: `ended`, `ended with exit code 101`, `hangs, stopped`.
    pub how: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    /// `Task-2`, or what the program calls it.
    pub name: String,
    /// The coroutine's own name: `work`.
    pub coroutine: String,
    pub created: f64,
    /// `None` if no task or callback created it, as with main.
    pub by: Option<Actor>,
    /// When it ran, from one wait to the next.
    pub pieces: Vec<Piece>,
    /// In the order in which they were called.
    pub callbacks: Vec<Callback>,
    /// What it and its callbacks did, in order.
    pub marks: Vec<Mark>,
    /// When its coroutine ended, and how.
    pub end: Option<(f64, End)>,
}

/// A task, or a callback of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    pub task: usize,
    pub is_callback: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub from: f64,
    /// The end of the process, if nothing else ends it.
    pub to: f64,
    pub thread: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Callback {
    pub name: String,
    pub piece: Piece,
    /// `None` if it never returned.
    pub end: Option<End>,
}

/// How a task or a callback ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It returned.
    Returned,
    /// It was cancelled.
    Cancelled,
    /// It panicked; with this message, if that is known.
    Panicked(String),
}

pub(crate) fn panicked(end: Option<&End>) -> bool {
    matches!(end, Some(End::Panicked(_)))
}

/// What a task or one of its callbacks did.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub time: f64,
    pub what: What,
    pub is_callback: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Creates(usize),
    Awaits(usize),
    Cancels(usize),
    AwaitsEvent(usize),
    /// The event was set already, or has woken the task.
    PassesEvent(usize),
    SetsEvent(usize),
    Calls(usize),
    /// The task's coroutine has ended.
    Ends,
}

/// More tasks than these are counted, not drawn.
pub(crate) const ROWS: usize = 12;

impl Run {
    /// `Task-2 work`.
    #[must_use]
    pub fn title(&self, task: usize) -> String {
        format!("{} {}", self.tasks[task].name, self.tasks[task].coroutine)
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

    /// Which threads the letters are: `A main, B C tokio-rt-worker`.
    pub(crate) fn letters(&self) -> String {
        let mut names: BTreeMap<&str, String> = BTreeMap::new();
        for (index, thread) in self.threads.iter().enumerate() {
            let name = thread.split(" ThreadId").next().unwrap_or_default();
            *names.entry(name).or_default() += &format!("{} ", Run::letter(index));
        }
        let names = names.iter().map(|(name, letters)| format!("{letters}{name}"));
        names.collect::<Vec<_>>().join(", ")
    }

    /// How a task ended: `returned`, `still waits for Task-3`. A callback that did not return comes first.
    pub(crate) fn end(&self, index: usize) -> String {
        let task = &self.tasks[index];
        let failed = task.callbacks.iter().find_map(|callback| match callback.end {
            None => Some(format!("{}() never returns", callback.name)),
            Some(End::Panicked(_)) => Some(format!("{}() panicked", callback.name)),
            Some(_) => None,
        });
        let last = task.marks.iter().rev().find(|mark| !mark.is_callback);
        match (failed, &task.end, last.map(|mark| &mark.what)) {
            (Some(failed), ..) => failed,
            (_, Some((_, end)), _) => end.to_string(),
            _ if task.pieces.is_empty() => "never started".to_string(),
            _ if task.pieces.iter().any(|piece| piece.to >= self.length) => "still running".into(),
            (.., Some(What::Awaits(other))) => {
                format!("still waits for {}", self.tasks[*other].name)
            }
            (.., Some(What::AwaitsEvent(_))) => "still waits for the event".to_string(),
            _ => "still waiting".to_string(),
        }
    }

    /// What is said of the tasks that have no row.
    pub(crate) fn rest(&self) -> Option<String> {
        if self.tasks.is_empty() {
            return Some("No task was created.".to_string());
        }
        let rest = ROWS..self.tasks.len();
        let (count, returned) = (rest.len(), rest.filter(|&task| self.end(task) == "returned"));
        let returned = returned.count();
        (count > 0).then(|| format!("and {count} more tasks, of which {returned} returned"))
    }
}

/// As much of a text as there is room for.
pub(crate) fn cut(text: &str, length: usize) -> String {
    let text = text.replace(char::is_control, " ");
    if text.chars().count() > length {
        text.chars().take(length - 2).chain("..".chars()).collect()
    } else {
        text
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            End::Returned => write!(f, "returned"),
            End::Cancelled => write!(f, "cancelled"),
            End::Panicked(message) => write!(f, "panicked: {message}"),
        }
    }
}
