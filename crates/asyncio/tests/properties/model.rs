//! What a program does: asyncio's tasks, callbacks and events in one thread, without a runtime.
//!
//! No line of a program depends on the order in which tasks run: after a pause, each order has led to the
//! same state. So `crates/asyncio` can be compared with this model on several threads as well.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::mem;

use asyncio::TaskError;

use crate::program::{Body, EVENTS, End, Line, Step, Then};

/// What can be seen of a task, by the name that it has in the program.
pub type Seen = BTreeMap<String, SeenTask>;

#[derive(Clone, Debug, PartialEq)]
pub struct SeenTask {
    pub name: Option<String>,
    pub in_all_tasks: bool,
    pub cancelled: bool,
    pub result: Option<Result<String, TaskError>>,
    pub log: Log,
}

/// What a task and its callbacks record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// The step at which it waits. A task that was woken and has not run since still counts as waiting.
    pub waits_at: Option<usize>,
    pub awaited: Vec<String>,
    /// Its callbacks, and what each saw as the task's result.
    pub called: Vec<(String, String)>,
}

#[derive(Default)]
pub struct Model {
    tasks: BTreeMap<String, Task>,
    events: [bool; EVENTS],
    closed: bool,
    /// How many of each the program's lines have named.
    lines: [usize; 2],
    created: usize,
}

struct Task {
    name: Option<String>,
    steps: Vec<Step>,
    at: usize,
    end: End,
    woken: bool,
    cancel_requested: bool,
    /// `None` while it is pending.
    result: Option<Result<String, TaskError>>,
    callbacks: VecDeque<(String, Then)>,
    log: Log,
}

impl Task {
    fn callbacks_done(&self) -> bool {
        self.result.is_some() && self.callbacks.is_empty()
    }
}

impl Model {
    /// Returns what `cancel` or `remove_done_callback` returns.
    pub fn perform(&mut self, line: &Line) -> Option<bool> {
        match line {
            Line::Create(body) => {
                let name = format!("t{}", self.lines[0]);
                self.lines[0] += 1;
                self.create(name.clone(), body);
                // main is Task-1; the names of tasks that callbacks create depend on their order
                self.tasks.get_mut(&name)?.name = Some(format!("Task-{}", self.created + 1));
            }
            Line::AddCallback(task, then) => {
                let callback = format!("c{}", self.lines[1]);
                self.lines[1] += 1;
                self.task(*task)?.callbacks.push_back((callback, then.clone()));
            }
            Line::RemoveCallback(number) => {
                let callback = format!("c{number}");
                let pending = self.tasks.values_mut().filter(|task| task.result.is_none());
                let mut removed = false;
                for task in pending {
                    let before = task.callbacks.len();
                    task.callbacks.retain(|(name, _)| *name != callback);
                    removed |= task.callbacks.len() < before;
                }
                return Some(removed);
            }
            Line::Cancel(task) => {
                let task = self.task(*task)?;
                task.cancel_requested = true;
                return Some(task.result.is_none());
            }
            Line::SetName(task, name) => self.task(*task)?.name = Some(name.to_string()),
            Line::Set(event) => self.set(*event),
            Line::Clear(event) => self.events[*event] = false,
            Line::Pause => {}
        }
        None
    }

    /// Lets the tasks run until each has ended or waits.
    pub fn pause(&mut self) {
        let names: BTreeSet<String> = self.tasks.keys().cloned().collect();
        // Not `any`, which would stop at the first that has done something.
        if names.into_iter().filter(|name| self.step(name)).count() > 0 {
            self.pause();
        }
    }

    /// Main returns.
    pub fn close(&mut self) {
        self.closed = true;
        self.tasks.values_mut().for_each(|task| task.cancel_requested = true);
        self.pause();
    }

    pub fn seen(&self) -> Seen {
        let see = |task: &Task| SeenTask {
            name: task.name.clone(),
            in_all_tasks: !task.callbacks_done(),
            cancelled: task.result == Some(Err(TaskError::Cancelled)),
            result: task.result.clone(),
            log: task.log.clone(),
        };
        self.tasks.iter().map(|(name, task)| (name.clone(), see(task))).collect()
    }

    pub fn events(&self) -> [bool; EVENTS] {
        self.events
    }

    fn task(&mut self, number: usize) -> Option<&mut Task> {
        self.tasks.get_mut(&format!("t{number}"))
    }

    fn create(&mut self, name: String, body: &Body) {
        let exists = |step: &Step| match step {
            Step::Wait(_) => true,
            Step::Await(task) => self.tasks.contains_key(&format!("t{task}")),
        };
        let task = Task {
            name: None,
            steps: body.steps.iter().copied().filter(exists).collect(),
            at: 0,
            end: body.end,
            woken: false,
            cancel_requested: self.closed,
            result: None,
            callbacks: VecDeque::new(),
            log: Log::default(),
        };
        self.tasks.insert(name, task);
        self.created += 1;
    }

    fn set(&mut self, event: usize) {
        self.events[event] = true;
        for task in self.tasks.values_mut() {
            if task
                .log
                .waits_at
                .is_some_and(|at| matches!(task.steps[at], Step::Wait(e) if e == event))
            {
                task.woken = true;
            }
        }
    }

    /// The next thing that a task does. False if there is none for now.
    fn step(&mut self, name: &str) -> bool {
        let task = self.tasks.get_mut(name).unwrap();
        if let Some(result) = &task.result {
            let Some((callback, then)) = task.callbacks.pop_front() else { return false };
            task.log.called.push((callback.clone(), format!("{result:?}")));
            match then {
                Then::Nothing | Then::Panics => {}
                Then::Sets(event) => self.set(event),
                Then::Creates(body) => self.create(format!("{callback}'s"), &body),
                // Once main has returned, it is dropped.
                Then::AddsCallback if self.closed => {}
                Then::AddsCallback => {
                    task.callbacks.push_back((format!("{callback}'s"), Then::Nothing));
                }
            }
            return true;
        }
        if task.cancel_requested {
            task.log.waits_at = None;
            task.result = Some(Err(TaskError::Cancelled));
            return true;
        }
        let (at, step) = (task.at, task.steps.get(task.at).copied());
        let continues = match step {
            None => {
                task.result = Some(match task.end {
                    End::Returns => Ok(name.to_string()),
                    End::Panics => Err(TaskError::Panicked(name.to_string())),
                    End::CancelsItself => Err(TaskError::Cancelled),
                });
                true
            }
            Some(Step::Wait(event)) => mem::take(&mut task.woken) || self.events[event],
            Some(Step::Await(number)) => self.takes_result(name, &format!("t{number}")),
        };
        let task = self.tasks.get_mut(name).unwrap();
        task.log.waits_at = (!continues).then_some(at);
        task.at += usize::from(continues);
        continues
    }

    /// False if the callbacks of the task that is awaited have not returned.
    fn takes_result(&mut self, name: &str, awaited: &str) -> bool {
        let task = &self.tasks[awaited];
        let callbacks_done = task.callbacks_done();
        if callbacks_done {
            let (result, calls) = (task.result.as_ref().unwrap(), task.log.called.len());
            let what = format!("{awaited}: {result:?} after {calls} callbacks");
            self.tasks.get_mut(name).unwrap().log.awaited.push(what);
        }
        callbacks_done
    }
}
