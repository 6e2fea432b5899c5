//! What a run is made of.

/// What a program did.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// `stage2-tokio`.
    pub name: String,
    /// In the order in which they were created.
    pub tasks: Vec<Task>,
    /// The threads on which tasks and callbacks ran, in the order in which they did so first.
    pub threads: Vec<String>,
    /// From the beginning to the end of the process, in seconds, as are all times.
    pub length: f64,
    /// How the process ended.
    pub close: Close,
}

/// How a process ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Close {
    /// By itself, in the words of the operating system.
    Ended(String),
    /// It was stopped, since nothing happened any more.
    Stopped,
}

/// A task.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// `Task-2`, or what the program calls it.
    pub name: String,
    /// The coroutine's own name: `work`.
    pub coroutine: String,
    /// When it was created.
    pub created: f64,
    /// By whom; `None` if no task or callback did, as with main.
    pub by: Option<Actor>,
    /// When it ran, in order.
    pub pieces: Vec<Piece>,
    /// Its callbacks, in the order in which they were called.
    pub callbacks: Vec<Callback>,
    /// What it and its callbacks did, in order.
    pub marks: Vec<Mark>,
    /// When its coroutine ended, and how.
    pub end: Option<(f64, End)>,
}

/// A task, by its place in the list of tasks, or a callback of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The task.
    pub task: usize,
    /// Whether it is a callback of the task.
    pub is_callback: bool,
}

/// A task runs, from one wait to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// When it begins.
    pub from: f64,
    /// When it waits, or has ended. The end of the process, if it does neither.
    pub to: f64,
    /// The place of its thread in the list of threads.
    pub thread: usize,
}

/// A call of a callback.
#[derive(Clone, Debug, PartialEq)]
pub struct Callback {
    /// `callback`.
    pub name: String,
    /// When it was called, and on which thread.
    pub piece: Piece,
    /// How it ended; `None` if it did not return.
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

/// What a task or one of its callbacks did.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// When.
    pub time: f64,
    /// What.
    pub what: What,
    /// Whether a callback did it.
    pub is_callback: bool,
}

/// What can be done. Tasks are meant by their place in the list, events by their number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A task was created.
    Creates(usize),
    /// It waits for a task.
    Awaits(usize),
    /// It has the task cancelled.
    Cancels(usize),
    /// It waits for an event.
    AwaitsEvent(usize),
    /// The event is set, so it goes on.
    PassesEvent(usize),
    /// It sets an event.
    SetsEvent(usize),
    /// It calls a callback, by its place in the task's list.
    Calls(usize),
    /// The task's coroutine has ended.
    Ends,
}

impl Run {
    /// `Task-2 work`.
    #[must_use]
    pub fn title(&self, task: usize) -> String {
        format!("{} {}", self.tasks[task].name, self.tasks[task].coroutine)
    }

    /// How it ended, and after how long: `ended after 4.01 s`.
    #[must_use]
    pub fn summary(&self) -> String {
        let close = match &self.close {
            Close::Ended(how) if how == "exit code 0" => "ended".to_string(),
            Close::Ended(how) => format!("ended with {how}"),
            Close::Stopped => "hangs, stopped".to_string(),
        };
        format!("{close} after {:.2} s", self.length)
    }

    /// `A`, `B`, and so on; `+` for a thread that has no letter.
    #[must_use]
    pub fn letter(thread: usize) -> char {
        u8::try_from(thread).ok().filter(|&it| it < 26).map_or('+', |it| char::from(b'A' + it))
    }

    /// `A B tokio-rt-worker`: which threads the letters are.
    #[must_use]
    pub fn letters(&self) -> String {
        let mut names: Vec<(&str, String)> = Vec::new();
        for (index, thread) in self.threads.iter().enumerate() {
            let name = thread.split("ThreadId").next().unwrap_or_default().trim_end();
            match names.iter_mut().find(|known| known.0 == name) {
                Some((_, letters)) => *letters += &format!(" {}", Run::letter(index)),
                None => names.push((name, Run::letter(index).to_string())),
            }
        }
        let names: Vec<_> = names.iter().map(|it| format!("{} {}", it.1, it.0)).collect();
        names.join(", ")
    }

    /// How the task ended, in a word or more.
    #[must_use]
    pub fn end(&self, task: usize) -> String {
        let task = &self.tasks[task];
        let last = task.marks.iter().rev().find(|mark| !mark.is_callback);
        if let Some(callback) = task.callbacks.iter().find(|callback| callback.end.is_none()) {
            return format!("{}() never returns", callback.name);
        }
        match (&task.end, last.map(|mark| &mark.what)) {
            (Some((_, end)), _) => end.to_string(),
            (None, _) if task.pieces.is_empty() => "never started".to_string(),
            (None, _) if task.pieces.last().is_some_and(|piece| piece.to >= self.length) => {
                "still running".to_string()
            }
            (None, Some(What::Awaits(other))) => {
                format!("still waits for {}", self.tasks[*other].name)
            }
            (None, Some(What::AwaitsEvent(_))) => "still waits for the event".to_string(),
            (None, _) => "still waiting".to_string(),
        }
    }
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            End::Returned => write!(f, "returned"),
            End::Cancelled => write!(f, "cancelled"),
            End::Panicked(message) if message.is_empty() => write!(f, "panicked"),
            End::Panicked(message) => write!(f, "panicked: {message}"),
        }
    }
}
