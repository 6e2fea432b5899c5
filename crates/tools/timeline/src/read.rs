//! Reads a record: for each program its text, a line of JSON for each step, the lines that it printed, and
//! its end.

use std::collections::HashMap;
use std::mem;
use std::time::Duration;

use serde_json::{Value, from_str, json};

use crate::listing::{function_at, only_line};
use crate::run::{End, Run, Step, Task, What};

/// The messages of a run's first and last line.
const START: &str = "program";
const END: &str = "process ended";

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
#[must_use]
pub fn read(record: &str) -> Vec<Run> {
    let (mut runs, mut reader) = (Vec::new(), Reader::default());
    for text in record.lines() {
        match from_str::<Value>(text).unwrap_or_default() {
            line if line["message"] == START => reader = Reader::start(&line),
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
    /// The line and the message of a panic, which come before the end of what panics.
    panic: Option<(Option<usize>, String)>,
}

impl Reader {
    fn start(line: &Value) -> Reader {
        let mut reader = Reader::default();
        reader.run.name = text(&line["program"]).unwrap_or_default();
        reader.run.text = text(&line["text"]).unwrap_or_default();
        reader
    }

    /// `None` if the line is of other origin.
    fn step(&mut self, line: &Value) -> Option<()> {
        let time = self.time(line)?;
        let message = line["message"].as_str()?;
        let event = || line["event"].as_u64();
        let mut number = line["line"].as_u64().and_then(|line| line.try_into().ok());
        let what = match message {
            "created" => self.create(line, time)?,
            "callback added" => What::AddsCallback(text(&line["callback"])?, self.task(line)?),
            "awaited" => What::Awaits(self.task(line)?),
            "cancel requested" => What::Cancels(self.task(line)?),
            "listed" => What::Lists(self.list(line)?),
            "event awaited" => What::AwaitsEvent(event()?),
            "event passed" => What::PassesEvent(event()?),
            "event set" => What::SetsEvent(event()?),
            "event cleared" => What::ClearsEvent(event()?),
            "runs" | "calls" => What::Runs(self.thread(line)),
            "waits" => What::Waits,
            "woken" => What::Woken,
            "left" => What::Leaves,
            "returned" | "callback returned" => What::Ends(End::Returned),
            "cancelled" => What::Ends(End::Cancelled),
            "panicked" | "callback panicked" => {
                let (line_of_panic, why) = self.panic.take().unwrap_or_default();
                number = line_of_panic;
                What::Ends(End::Panicked(text(&line["panic"]).unwrap_or(why)))
            }
            "named" => {
                let task = self.task(line)?;
                self.run.tasks[task].name = text(&line["name"])?;
                return Some(());
            }
            _ => return None,
        };
        let (task, callback) = match what {
            What::Runs(_) => (self.task(line), text(&line["callback"])),
            What::Waits | What::Woken | What::Leaves | What::Ends(_) => {
                let task = self.task(line)?;
                (Some(task), self.callback(task, message.starts_with("callback")))
            }
            _ => self.by(line),
        };
        if message == "created" {
            number = number.or_else(|| only_line(&self.run.text, &["asyncio::run("])); // main
        }
        self.push(Step { time, task, callback, what, line: number });
        Some(())
    }

    fn push(&mut self, step: Step) {
        let place = self.run.steps.len();
        step.task.into_iter().for_each(|task| self.run.tasks[task].steps.push(place));
        self.run.steps.push(step);
    }

    fn create(&mut self, line: &Value, created: f64) -> Option<What> {
        let number = self.run.tasks.len();
        let (name, coroutine) = (text(&line["name"])?, text(&line["coroutine"])?);
        let (is_main, steps) = (self.by(line).0.is_none(), Vec::new());
        self.tasks.insert((line["run"].as_u64()?, line["task"].as_u64()?), number);
        self.run.tasks.push(Task { name, coroutine, created, is_main, steps });
        Some(What::Creates(number))
    }

    fn task(&self, line: &Value) -> Option<usize> {
        self.tasks.get(&(line["run"].as_u64()?, line["task"].as_u64()?)).copied()
    }

    /// What `all_tasks()` returned.
    fn list(&self, line: &Value) -> Option<Vec<usize>> {
        let (run, numbers) = (line["by.run"].as_u64()?, line["tasks"].as_str()?);
        let numbers = from_str::<Vec<u64>>(numbers).ok()?.into_iter();
        numbers.map(|number| self.tasks.get(&(run, number)).copied()).collect()
    }

    /// The task that did something with a task or an event, and its callback if that did it.
    fn by(&self, line: &Value) -> (Option<usize>, Option<String>) {
        let key = line["by.run"].as_u64().zip(line["by.task"].as_u64());
        let Some(&task) = key.and_then(|key| self.tasks.get(&key)) else { return (None, None) };
        (Some(task), self.callback(task, line["by.callback"] == true))
    }

    /// The task's callback that is running, if a callback did something.
    fn callback(&self, task: usize, is_callback: bool) -> Option<String> {
        self.run.steps_of(task).filter(|_| is_callback).rev().find_map(|it| it.callback.clone())
    }

    fn thread(&mut self, line: &Value) -> usize {
        let (id, threads) = (text(&line["threadId"]).unwrap_or_default(), &mut self.run.threads);
        *self.threads.entry(id).or_insert_with(|| {
            threads.push(text(&line["threadName"]).unwrap_or("main".to_string()));
            threads.len() - 1
        })
    }

    /// The time of a line, in seconds: its timestamp is such as `"   0.000118446s"`.
    fn time(&mut self, line: &Value) -> Option<f64> {
        let time = line["timestamp"].as_str()?.trim().strip_suffix('s')?.parse().ok()?;
        self.run.length = self.run.length.max(time);
        Some(time)
    }

    /// A line of the program's stdout, or what its panics and `crates/asyncio` write to stderr.
    fn printed(&mut self, printed: &str) {
        if let Some((_, place)) = printed.split_once(" panicked at ") {
            let is_ours = !place.starts_with('/') && !place.contains("asyncio/src/");
            let line = place.rsplit(':').nth(2).and_then(|line| line.parse().ok());
            self.panic = Some((line.filter(|_| is_ours), String::new()));
            return;
        } else if let Some((_, message)) = &mut self.panic
            && message.is_empty()
        {
            *message = printed.to_string();
            return;
        } else if printed.is_empty()
            || ["asyncio: ", "note: "].iter().any(|it| printed.starts_with(it))
        {
            return;
        }
        let line = only_line(&self.run.text, &["print", &format!("\"{printed}\"")]);
        let (task, callback) = line.and_then(|line| self.in_function(line)).unzip();
        let (time, what) = (self.run.length, What::Prints(printed.to_string()));
        self.push(Step { time, task, callback: callback.flatten(), what, line });
    }

    /// The task whose coroutine, or whose callback, is the function in which a line stands.
    fn in_function(&self, line: usize) -> Option<(usize, Option<String>)> {
        let function = function_at(&self.run.text, line)?;
        let inside = format!(" in {function}");
        let is_it = |name: &str| name == function || name.ends_with(&inside);
        let runs = self.run.steps.iter().rfind(|step| {
            let coroutine = step.task.map(|task| self.run.tasks[task].coroutine.as_str());
            let name = step.callback.as_deref().or(coroutine);
            matches!(step.what, What::Runs(_)) && name.is_some_and(is_it)
        })?;
        Some((runs.task?, runs.callback.clone()))
    }

    /// Ends the tasks and callbacks that the end of the process interrupts.
    fn end(&mut self, line: &Value) -> Option<()> {
        let time = self.time(line)?;
        self.run.how = text(&line["how"])?;
        for task in 0..self.run.tasks.len() {
            let is_change =
                |step: &&Step| matches!(step.what, What::Ends(_) | What::Waits | What::Runs(_));
            let last = self.run.steps_of(task).rfind(is_change);
            if !last.is_some_and(|last| matches!(last.what, What::Ends(_))) {
                let callback = last.and_then(|last| last.callback.clone());
                let (task, what) = (Some(task), What::Ends(End::NotDone));
                self.push(Step { time, task, callback, what, line: None });
            }
        }
        Some(())
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(ToString::to_string)
}
