//! Reads a record: for each program its text, a line of JSON for each step, the lines that it printed, and
//! its end.

use std::collections::HashMap;
use std::mem;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, from_str, json};

use crate::lines::{function_at, only_line};
use crate::run::{Run, Step, Task};

/// The messages of a run's first and last line.
const START: &str = "program";
const END: &str = "process ended";

/// The messages of steps that the named task takes itself. In all other steps, the task or callback that takes
/// them is named in `by.task`.
const OWN: [&str; 10] = [
    "runs",
    "waits",
    "woken",
    "left",
    "returned",
    "cancelled",
    "panicked",
    "calls",
    "callback returned",
    "callback panicked",
];

/// What is printed after so many steps is left out.
const MOST_STEPS: usize = 5000;

/// The first line of a run.
pub(crate) fn first_line(program: &str, text: &str) -> String {
    json!({ "message": START, "program": program, "text": text }).to_string()
}

/// The last line of a run.
pub(crate) fn last_line(time: Duration, how: &str) -> String {
    let timestamp = format!("{:.6}s", time.as_secs_f64());
    json!({ "timestamp": timestamp, "message": END, "how": how }).to_string()
}

/// The runs of a record, one after the other.
pub fn read(record: &str) -> Vec<Run> {
    let (mut runs, mut reader) = (Vec::new(), Reader::default());
    // A program may print a part of a line before a step.
    let record = record.replace("{\"timestamp\":", "\n{\"timestamp\":");
    for text in record.lines() {
        match from_str::<Value>(text).unwrap_or_default() {
            line if line["message"] == START => {
                reader.run.name = string(&line["program"]).unwrap_or_default();
                reader.run.text = string(&line["text"]).unwrap_or_default();
            }
            line if line["message"] == END => {
                reader.end(&line);
                runs.push(mem::take(&mut reader).run);
            }
            line if line["message"].is_string() => _ = reader.step(&line),
            _ => reader.printed(text),
        }
    }
    runs
}

#[derive(Default)]
struct Reader {
    run: Run,
    /// The tasks' numbers, by those of the loop and of the task in the record.
    tasks: HashMap<(u64, u64), usize>,
    /// The threads' numbers, by their id in the record.
    threads: HashMap<String, usize>,
    /// The line and the message of a panic. They are printed before the task or callback ends.
    panic: Option<(Option<usize>, String)>,
}

impl Reader {
    /// Reads a step. `None` if the line was written by something else.
    fn step(&mut self, line: &Value) -> Option<()> {
        let (message, time) = (line["message"].as_str()?, self.time(line)?);
        if message == "created" {
            let (name, coroutine) = (string(&line["name"])?, string(&line["coroutine"])?);
            self.tasks
                .insert((line["run"].as_u64()?, line["task"].as_u64()?), self.run.tasks.len());
            self.run.tasks.push(Task { name, coroutine, steps: Vec::new() });
        }
        let other = self.task(line, &line["task"]);
        if message == "named" {
            self.run.tasks[other?].name = string(&line["name"])?;
            return Some(());
        }
        let is_own = OWN.contains(&message);
        let what = message.strip_prefix("callback ").unwrap_or(message);
        let task = if is_own { Some(other?) } else { self.task(line, &line["by.task"]) };
        let callback = if message == "calls" {
            string(&line["callback"])
        } else if line["by.callback"] == true || is_own && what != message {
            self.run.steps_of(task?).rev().find_map(|step| step.callback.clone())
        } else {
            None
        };
        let mut number = line["line"].as_u64().and_then(|line| line.try_into().ok());
        let mut text = string(&line["panic"]).or(string(&line["callback"])).unwrap_or_default();
        if let Some(panic) = self.panic.take_if(|_| what == "panicked") {
            (number, text) = panic;
        } else if what == "created" && task.is_none() {
            number = number.or_else(|| only_line(&self.run.text, &["asyncio::run("]));
        }
        let thread = if ["runs", "calls"].contains(&what) { self.thread(line) } else { 0 };
        let numbers = line["tasks"].as_str().and_then(|it| from_str::<Vec<Value>>(it).ok());
        let numbers = numbers.unwrap_or_default();
        let listed = numbers.iter().filter_map(|number| self.task(line, number)).collect();
        let (event, what) = (line["event"].as_u64(), what.to_string());
        let other = other.filter(|_| !is_own);
        self.push(Step {
            time,
            what,
            task,
            callback,
            other,
            event,
            listed,
            thread,
            text,
            line: number,
        });
        Some(())
    }

    fn push(&mut self, step: Step) {
        let place = self.run.steps.len();
        step.task.into_iter().for_each(|task| self.run.tasks[task].steps.push(place));
        self.run.steps.push(step);
    }

    /// The task of that number in the line's loop.
    fn task(&self, line: &Value, number: &Value) -> Option<usize> {
        let run = line["run"].as_u64().or(line["by.run"].as_u64());
        self.tasks.get(&(run?, number.as_u64()?)).copied()
    }

    fn thread(&mut self, line: &Value) -> usize {
        let (id, next) = (line["threadId"].to_string(), self.threads.len());
        *self.threads.entry(id).or_insert(next)
    }

    /// The time of a line, in seconds: its timestamp is such as `"   0.000118446s"`.
    fn time(&mut self, line: &Value) -> Option<f64> {
        let time = line["timestamp"].as_str()?.trim().strip_suffix('s')?.parse().ok()?;
        self.run.length = self.run.length.max(time);
        Some(time)
    }

    /// A line of the program's stdout, or what its panics and `crates/asyncio` write to stderr.
    fn printed(&mut self, printed: &str) {
        if let Some((_, place)) = printed.split_once(" panicked at ")
            && printed.starts_with("thread '")
        {
            let is_ours = !Path::new(place).has_root() && !place.contains("asyncio/src/");
            let line = place.rsplit(':').nth(2).and_then(|line| line.parse().ok());
            self.panic = Some((line.filter(|_| is_ours), String::new()));
        } else if let Some((_, why)) = self.panic.as_mut().filter(|panic| panic.1.is_empty()) {
            *why = printed.to_string();
        } else if !printed.is_empty()
            && !printed.starts_with("asyncio: ")
            && !printed.starts_with("note: run with `RUST_BACKTRACE=1`")
            && self.run.steps.len() < MOST_STEPS
        {
            let line = only_line(&self.run.text, &["print", &format!("\"{printed}\"")]);
            let runs = line.and_then(|line| self.in_function(line));
            let task = runs.and_then(|runs| runs.task);
            let callback = runs.and_then(|runs| runs.callback.clone());
            let (time, what, text) = (self.run.length, "prints".to_string(), printed.to_string());
            self.push(Step { time, what, task, callback, text, line, ..Step::default() });
        }
    }

    /// The last time that the function began to run in which a line stands.
    fn in_function(&self, line: usize) -> Option<&Step> {
        let function = function_at(&self.run.text, line)?;
        let inside = format!(" in {function}");
        let is_it = |name: &str| name == function || name.ends_with(&inside);
        self.run.steps.iter().filter(|it| it.is_run()).rfind(|step| {
            let coroutine = step.task.map(|task| self.run.tasks[task].coroutine.as_str());
            step.callback.as_deref().or(coroutine).is_some_and(is_it)
        })
    }

    /// Ends the tasks and callbacks that the end of the process interrupts.
    fn end(&mut self, line: &Value) -> Option<()> {
        let time = self.time(line)?;
        self.run.how = string(&line["how"])?;
        for task in 0..self.run.tasks.len() {
            let is_change = |step: &&Step| step.is_run() || step.is_end() || step.what == "waits";
            let last = self.run.steps_of(task).rfind(is_change);
            if !last.is_some_and(Step::is_end) {
                let callback = last.and_then(|last| last.callback.clone());
                let what = "unfinished".to_string();
                self.push(Step { time, what, task: Some(task), callback, ..Step::default() });
            }
        }
        Some(())
    }
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(ToString::to_string)
}
