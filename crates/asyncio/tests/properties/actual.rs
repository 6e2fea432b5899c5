//! The same programs on `crates/asyncio`.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::panic::resume_unwind;
use std::pin::pin;
use std::sync::{Arc, Mutex};

use asyncio::{AnyTask, CallbackId, Event, Task, all_tasks, create_task, current_task};

use crate::model::{Log, Seen, SeenTask};
use crate::program::{Body, EVENTS, End, Line, Step, Then};

#[derive(Clone, Default)]
pub struct Actual(Arc<Shared>);

#[derive(Default)]
struct Shared {
    events: [Event; EVENTS],
    tasks: Mutex<BTreeMap<String, Task<String>>>,
    callbacks: Mutex<Vec<Option<Callback>>>,
    logs: Mutex<BTreeMap<String, Log>>,
    lines: Mutex<usize>,
}

type Callback = (Task<String>, CallbackId);

impl Actual {
    pub fn perform(&self, line: &Line) -> Option<bool> {
        match line {
            Line::Create(body) => {
                let number = {
                    let mut lines = self.0.lines.lock().unwrap();
                    *lines += 1;
                    *lines - 1
                };
                self.create(format!("t{number}"), body);
            }
            Line::AddCallback(number, then) => {
                let mut callbacks = self.0.callbacks.lock().unwrap();
                let callback = format!("c{}", callbacks.len());
                let task = self.task(*number);
                callbacks.push(task.map(|task| {
                    let id = self.add_callback(&task, format!("t{number}"), callback, then.clone());
                    (task, id)
                }));
            }
            Line::RemoveCallback(number) => {
                let callback = self.0.callbacks.lock().unwrap().get(*number).cloned().flatten();
                return Some(callback.is_some_and(|(task, id)| task.remove_done_callback(id)));
            }
            Line::Cancel(task) => return Some(self.task(*task)?.cancel()),
            Line::SetName(task, name) => self.task(*task)?.set_name(*name),
            Line::Set(event) => self.0.events[*event].set(),
            Line::Clear(event) => self.0.events[*event].clear(),
            Line::Pause => {}
        }
        None
    }

    /// By main.
    pub fn seen(&self) -> Seen {
        let all_tasks = all_tasks();
        assert!(all_tasks.contains(&current_task().unwrap()));
        self.see(|task| all_tasks.contains(&AnyTask::from(task)))
    }

    /// After `run`.
    pub fn seen_at_the_end(&self) -> Seen {
        self.see(|_| false)
    }

    fn see(&self, in_all_tasks: impl Fn(&Task<String>) -> bool) -> Seen {
        let tasks = self.0.tasks.lock().unwrap().clone();
        let see = |(program_name, task): (String, Task<String>)| {
            let done = task.done();
            let result = done.then(|| task.result());
            let exception = done.then(|| task.exception());
            assert_eq!(exception.flatten(), result.clone().and_then(Result::err));
            let seen = SeenTask {
                name: program_name.starts_with('t').then(|| task.name()),
                in_all_tasks: in_all_tasks(&task),
                cancelled: task.cancelled(),
                result,
                log: self.log(&program_name, |log| log.clone()),
            };
            (program_name, seen)
        };
        tasks.into_iter().map(see).collect()
    }

    pub fn events(&self) -> [bool; EVENTS] {
        self.0.events.each_ref().map(Event::is_set)
    }

    fn task(&self, number: usize) -> Option<Task<String>> {
        self.0.tasks.lock().unwrap().get(&format!("t{number}")).cloned()
    }

    fn log<R>(&self, task: &str, change: impl FnOnce(&mut Log) -> R) -> R {
        change(self.0.logs.lock().unwrap().entry(task.to_string()).or_default())
    }

    fn create(&self, name: String, body: &Body) {
        let tasks = self.0.tasks.lock().unwrap().clone();
        let task = create_task(self.clone().coroutine(name.clone(), body.clone(), tasks));
        self.0.tasks.lock().unwrap().insert(name, task);
    }

    async fn coroutine(
        self,
        name: String,
        body: Body,
        tasks: BTreeMap<String, Task<String>>,
    ) -> String {
        let _waits_no_more = WaitsNoMore(self.clone(), name.clone());
        let exists = |step: &Step| match step {
            Step::Wait(_) => true,
            Step::Await(task) => tasks.contains_key(&format!("t{task}")),
        };
        for (at, step) in body.steps.into_iter().filter(exists).enumerate() {
            match step {
                Step::Wait(event) => self.at(at, &name, self.0.events[event].wait()).await,
                Step::Await(number) => {
                    let awaited = format!("t{number}");
                    let result = self.at(at, &name, tasks[&awaited].clone()).await;
                    let calls = self.log(&awaited, |log| log.called.len());
                    let what = format!("{awaited}: {result:?} after {calls} callbacks");
                    self.log(&name, |log| log.awaited.push(what));
                }
            }
        }
        match body.end {
            End::Returns => {}
            End::Panics => resume_unwind(Box::new(name.clone())), // not `panic!`, whose hook prints
            End::CancelsItself => assert!(current_task().unwrap().cancel()),
        }
        name
    }

    /// Awaits something, and records at which step.
    async fn at<R>(&self, at: usize, name: &str, future: impl Future<Output = R>) -> R {
        let mut future = pin!(future);
        poll_fn(|cx| {
            let poll = future.as_mut().poll(cx);
            self.log(name, |log| log.waits_at = poll.is_pending().then_some(at));
            poll
        })
        .await
    }

    fn add_callback(
        &self,
        task: &Task<String>,
        task_name: String,
        callback: String,
        then: Then,
    ) -> CallbackId {
        let actual = self.clone();
        task.add_done_callback(move |task| {
            let mut result = format!("{:?}", task.result());
            if current_task().is_some() {
                result += ", and there is a current task";
            }
            actual.log(&task_name, |log| log.called.push((callback.clone(), result)));
            match then {
                Then::Nothing => {}
                Then::Panics => resume_unwind(Box::new(callback)),
                Then::Sets(event) => actual.0.events[event].set(),
                Then::Creates(body) => actual.create(format!("{callback}'s"), &body),
                Then::AddsCallback => {
                    actual.add_callback(task, task_name, format!("{callback}'s"), Then::Nothing);
                }
            }
        })
    }
}

struct WaitsNoMore(Actual, String);

impl Drop for WaitsNoMore {
    fn drop(&mut self) {
        self.0.log(&self.1, |log| log.waits_at = None);
    }
}
