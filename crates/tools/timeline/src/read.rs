//! Reads a record: a line of JSON for each step, and one for the end of each program.

use std::collections::HashMap;
use std::mem;
use std::time::Duration;

use serde_json::{Value, json};

use crate::run::{End, Run, Step, Task, What};

/// The message of a run's last line, which [`last_line`] makes once the program has ended.
const END: &str = "process ended";

/// The last line of a run.
pub(crate) fn last_line(program: &str, time: Duration, how: &str) -> String {
    let timestamp = format!("{:.6}s", time.as_secs_f64());
    json!({ "timestamp": timestamp, "message": END, "program": program, "how": how }).to_string()
}

/// The runs of a record, one after the other. Lines of other origin are skipped.
#[must_use]
pub fn read(record: &str) -> Vec<Run> {
    let (mut runs, mut reader) = (Vec::new(), Reader::default());
    for line in record.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        if line["message"] != END {
            reader.step(&line);
        } else if reader.end(&line).is_some() {
            runs.push(mem::take(&mut reader).run);
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
}

impl Reader {
    /// `None` if the line is of other origin.
    fn step(&mut self, line: &Value) -> Option<()> {
        let time = self.time(line)?;
        let message = line["message"].as_str()?;
        let event = || line["event"].as_u64();
        let what = match message {
            "created" => self.create(line, time)?,
            "awaited" => What::Awaits(self.task(line)?),
            "cancel requested" => What::Cancels(self.task(line)?),
            "event awaited" => What::AwaitsEvent(event()?),
            "event passed" => What::PassesEvent(event()?),
            "event set" => What::SetsEvent(event()?),
            "runs" | "calls" => What::Runs(self.thread(line)?),
            "waits" => What::Waits,
            "returned" | "callback returned" => What::Ends(End::Returned),
            "cancelled" => What::Ends(End::Cancelled),
            "panicked" | "callback panicked" => {
                What::Ends(End::Panicked(text(&line["panic"]).unwrap_or_default()))
            }
            "named" => {
                let task = self.task(line)?;
                self.run.tasks[task].name = text(&line["name"])?;
                return Some(());
            }
            _ => return None, // such as `woken`
        };
        let (task, callback) = match what {
            What::Runs(_) => (self.task(line)?, text(&line["callback"])),
            What::Waits | What::Ends(_) => {
                let task = self.task(line)?;
                (task, self.callback(task, message.starts_with("callback")))
            }
            _ => self.by(line)?,
        };
        self.run.tasks[task].steps.push(Step { time, what, callback });
        Some(())
    }

    fn create(&mut self, line: &Value, created: f64) -> Option<What> {
        let number = self.run.tasks.len();
        let (name, coroutine) = (text(&line["name"])?, text(&line["coroutine"])?);
        let (is_main, steps) = (self.by(line).is_none(), Vec::new());
        self.tasks.insert((line["run"].as_u64()?, line["task"].as_u64()?), number);
        self.run.tasks.push(Task { name, coroutine, created, is_main, steps });
        Some(What::Creates(number))
    }

    fn task(&self, line: &Value) -> Option<usize> {
        self.tasks.get(&(line["run"].as_u64()?, line["task"].as_u64()?)).copied()
    }

    /// The task that did something with a task or an event, and its callback if that did it.
    fn by(&self, line: &Value) -> Option<(usize, Option<String>)> {
        let key = (line["by.run"].as_u64()?, line["by.task"].as_u64()?);
        let task = *self.tasks.get(&key)?;
        Some((task, self.callback(task, line["by.callback"] == true)))
    }

    /// The task's callback that is running, if a callback did something.
    fn callback(&self, task: usize, is_callback: bool) -> Option<String> {
        self.run.tasks[task].steps.last().filter(|_| is_callback)?.callback.clone()
    }

    fn thread(&mut self, line: &Value) -> Option<usize> {
        let (id, threads) = (text(&line["threadId"])?, &mut self.run.threads);
        Some(*self.threads.entry(id).or_insert_with(|| {
            threads.push(text(&line["threadName"]).unwrap_or_default());
            threads.len() - 1
        }))
    }

    /// The time of a line, in seconds: its timestamp is such as `"   0.000118446s"`.
    fn time(&mut self, line: &Value) -> Option<f64> {
        let time = line["timestamp"].as_str()?.trim().strip_suffix('s')?.parse().ok()?;
        self.run.length = self.run.length.max(time);
        Some(time)
    }

    /// Ends the tasks and callbacks that the end of the process interrupts.
    fn end(&mut self, line: &Value) -> Option<()> {
        let time = self.time(line)?;
        (self.run.name, self.run.how) = (text(&line["program"])?, text(&line["how"])?);
        for Task { steps, .. } in &mut self.run.tasks {
            let last = steps.last();
            if !last.is_some_and(|last| matches!(last.what, What::Ends(_))) {
                let callback = last.and_then(|last| last.callback.clone());
                steps.push(Step { time, what: What::Ends(End::NotDone), callback });
            }
        }
        Some(())
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(ToString::to_string)
}
