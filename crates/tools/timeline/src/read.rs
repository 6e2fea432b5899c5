//! Makes runs of a record: a line of JSON for each step, and one for the end of each program.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Value, json};

use crate::run::{Actor, Callback, End, Mark, Piece, Run, Task, What};

/// The message of a program's last line, which is written by whoever ran it.
const END: &str = "process ended";

/// A program's last line.
pub(crate) fn last_line(program: &str, time: Duration, how: &str) -> String {
    let timestamp = format!("{:.6}s", time.as_secs_f64());
    json!({ "timestamp": timestamp, "message": END, "program": program, "how": how }).to_string()
}

/// The runs of a record, one after the other. Lines of other origin are skipped.
#[must_use]
pub fn read(record: &str) -> Vec<Run> {
    let (mut runs, mut reader) = (Vec::new(), Reader::default());
    for step in record.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        if reader.step(&step).is_some() && step["message"] == END {
            runs.push(std::mem::take(&mut reader).run);
        }
    }
    runs
}

#[derive(Default)]
struct Reader {
    run: Run,
    /// Where in the list a task is, by the numbers of its run and its own.
    places: HashMap<(u64, u64), usize>,
}

impl Reader {
    /// `None` if the line is of other origin.
    fn step(&mut self, step: &Value) -> Option<()> {
        let time = seconds(step)?;
        self.run.length = self.run.length.max(time);
        let event = || Some(step["event"].as_u64()? as usize);
        let what = match step["message"].as_str()? {
            END => return self.end(step),
            "created" => self.create(step, time)?,
            "awaited" => What::Awaits(self.place(step)?),
            "cancel requested" => What::Cancels(self.place(step)?),
            "event awaited" => What::AwaitsEvent(event()?),
            "event passed" => What::PassesEvent(event()?),
            "event set" => What::SetsEvent(event()?),
            message => {
                let (place, thread) = (self.place(step)?, self.thread(step)?);
                return self.run.tasks[place].step(message, step, time, thread);
            }
        };
        if let Some(Actor { task, is_callback }) = self.by(step) {
            self.run.tasks[task].marks.push(Mark { time, what, is_callback });
        }
        Some(())
    }

    fn create(&mut self, step: &Value, created: f64) -> Option<What> {
        let place = self.run.tasks.len();
        self.places.insert((step["run"].as_u64()?, step["task"].as_u64()?), place);
        self.run.tasks.push(Task {
            name: text(&step["name"])?,
            coroutine: text(&step["coroutine"])?,
            created,
            by: self.by(step),
            ..Task::default()
        });
        Some(What::Creates(place))
    }

    fn place(&self, step: &Value) -> Option<usize> {
        self.places.get(&(step["run"].as_u64()?, step["task"].as_u64()?)).copied()
    }

    /// The task or callback that did it.
    fn by(&self, step: &Value) -> Option<Actor> {
        let key = (step["by.run"].as_u64()?, step["by.task"].as_u64()?);
        Some(Actor { task: *self.places.get(&key)?, is_callback: step["by.callback"] == true })
    }

    /// The place of its thread, which only counts if something runs on it.
    fn thread(&mut self, step: &Value) -> Option<usize> {
        if step["message"] != "runs" && step["message"] != "calls" {
            return Some(0);
        }
        let name = step["threadName"].as_str().unwrap_or_default();
        let thread = format!("{name} {}", step["threadId"].as_str()?);
        let threads = &mut self.run.threads;
        Some(threads.iter().position(|known| *known == thread).unwrap_or_else(|| {
            threads.push(thread);
            threads.len() - 1
        }))
    }

    /// What has not ended by then ends with the process.
    fn end(&mut self, step: &Value) -> Option<()> {
        (self.run.name, self.run.how) = (text(&step["program"])?, text(&step["how"])?);
        for task in &mut self.run.tasks {
            let callbacks = task.callbacks.iter_mut().map(|callback| &mut callback.piece);
            for piece in task.pieces.iter_mut().chain(callbacks) {
                piece.to = piece.to.min(self.run.length);
            }
        }
        Some(())
    }
}

impl Task {
    /// What happens to the task itself.
    fn step(&mut self, message: &str, step: &Value, time: f64, thread: usize) -> Option<()> {
        let piece = Piece { from: time, to: f64::INFINITY, thread };
        match message {
            "named" => self.name = text(&step["name"])?,
            "runs" => self.pieces.push(piece),
            "waits" => self.pieces.last_mut()?.to = time,
            "calls" => {
                let what = What::Calls(self.callbacks.len());
                self.marks.push(Mark { time, what, is_callback: false });
                self.callbacks.push(Callback { name: text(&step["callback"])?, piece, end: None });
            }
            "callback returned" => self.callback_ends(time, End::Returned)?,
            "callback panicked" => self.callback_ends(time, End::Panicked(String::new()))?,
            "returned" => self.ends(time, End::Returned),
            "cancelled" => self.ends(time, End::Cancelled),
            "panicked" => self.ends(time, End::Panicked(text(&step["panic"])?)),
            _ => {} // such as `woken`
        }
        Some(())
    }

    fn ends(&mut self, time: f64, end: End) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.to = piece.to.min(time);
        }
        self.marks.push(Mark { time, what: What::Ends, is_callback: false });
        self.end = Some((time, end));
    }

    fn callback_ends(&mut self, time: f64, end: End) -> Option<()> {
        let callback = self.callbacks.last_mut()?;
        (callback.piece.to, callback.end) = (time, Some(end));
        Some(())
    }
}

/// `"   0.000118446s"`.
fn seconds(step: &Value) -> Option<f64> {
    step["timestamp"].as_str()?.trim().strip_suffix('s')?.parse().ok()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(ToString::to_string)
}
