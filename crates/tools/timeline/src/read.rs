//! Makes a run of the lines that were recorded.

use std::collections::HashMap;

use crate::line::Line;
use crate::run::{Actor, Callback, Close, End, Mark, Piece, Run, Task, What};

/// How the last line begins, which whoever ran the program adds.
pub(crate) const ENDED: &str = "# ended after ";
pub(crate) const STOPPED: &str = "# stopped after ";

impl Run {
    /// The run of a program, from its record. Lines of other origin are skipped.
    #[must_use]
    pub fn read(name: &str, record: &str) -> Run {
        let (tasks, threads) = (Vec::new(), Vec::new());
        let close = Close::Ended("exit code 0".to_string());
        let run = Run { name: name.to_string(), tasks, threads, length: 0.0, close };
        let mut reader = Reader { run, places: HashMap::new() };
        for line in record.lines() {
            if let Some(line) = Line::parse(line) {
                reader.run.length = reader.run.length.max(line.time);
                reader.step(&line);
            } else if let Some(time) = line.strip_prefix(STOPPED) {
                reader.end(time, Close::Stopped);
            } else if let Some(end) = line.strip_prefix(ENDED) {
                let (time, how) = end.split_once(": ").unwrap_or((end, "exit code 0"));
                reader.end(time, Close::Ended(how.to_string()));
            }
        }
        reader.run.close_what_is_open();
        reader.run
    }

    /// What had not ended at the end of the process.
    fn close_what_is_open(&mut self) {
        for task in &mut self.tasks {
            let callbacks = task.callbacks.iter_mut().map(|callback| &mut callback.piece);
            for piece in task.pieces.iter_mut().chain(callbacks).filter(|it| it.to.is_infinite()) {
                piece.to = self.length;
            }
        }
    }
}

struct Reader {
    run: Run,
    /// Where in the list a task is, by the number of its run and its own.
    places: HashMap<(usize, usize), usize>,
}

impl Reader {
    fn end(&mut self, time: &str, close: Close) {
        let time = time.trim_end_matches(" s").parse().unwrap_or(0.0);
        self.run.length = self.run.length.max(time);
        self.run.close = close;
    }

    fn step(&mut self, line: &Line) -> Option<()> {
        if let Some(event) = line.number("event") {
            let what = match line.step.as_str() {
                "event set" => What::SetsEvent(event),
                "event awaited" => What::AwaitsEvent(event),
                _ => What::PassesEvent(event),
            };
            return self.mark(line, what);
        }
        let key = (line.number("run")?, line.number("task")?);
        if line.step == "created" {
            self.places.insert(key, self.run.tasks.len());
            let by = self.by(line);
            self.run.tasks.push(Task {
                name: line.text("name")?.to_string(),
                coroutine: line.text("coroutine")?.to_string(),
                created: line.time,
                by,
                pieces: Vec::new(),
                callbacks: Vec::new(),
                marks: Vec::new(),
                end: None,
            });
            return self.mark(line, What::Creates(self.run.tasks.len() - 1));
        }
        let place = *self.places.get(&key)?;
        match line.step.as_str() {
            "awaited" => return self.mark(line, What::Awaits(place)),
            "cancel requested" => return self.mark(line, What::Cancels(place)),
            _ => {}
        }
        let thread = match line.step.as_str() {
            "runs" | "calls" => self.thread(&line.thread),
            _ => 0,
        };
        self.run.tasks[place].step(line, thread)
    }

    /// Something that the one did who is named in the line.
    fn mark(&mut self, line: &Line, what: What) -> Option<()> {
        let Actor { task, is_callback } = self.by(line)?;
        self.run.tasks[task].marks.push(Mark { time: line.time, what, is_callback });
        Some(())
    }

    /// `task 1`, `callback of task 2`, `task 1 of run 2`.
    fn by(&self, line: &Line) -> Option<Actor> {
        let by = line.text("by")?;
        let (is_callback, by) = match by.strip_prefix("callback of ") {
            Some(by) => (true, by),
            None => (false, by),
        };
        let (task, run) = by.split_once(" of run ").unwrap_or((by, "1"));
        let key = (run.parse().ok()?, task.strip_prefix("task ")?.parse().ok()?);
        Some(Actor { task: *self.places.get(&key)?, is_callback })
    }

    fn thread(&mut self, name: &str) -> usize {
        let threads = &mut self.run.threads;
        threads.iter().position(|thread| thread == name).unwrap_or_else(|| {
            threads.push(name.to_string());
            threads.len() - 1
        })
    }
}

impl Task {
    /// What happens to the task itself.
    fn step(&mut self, line: &Line, thread: usize) -> Option<()> {
        let (from, to) = (line.time, f64::INFINITY);
        let end = match line.step.as_str() {
            "named" => {
                self.name = line.text("name")?.to_string();
                return Some(());
            }
            "runs" => {
                self.pieces.push(Piece { from, to, thread });
                return Some(());
            }
            "waits" => {
                self.pieces.last_mut()?.to = line.time;
                return Some(());
            }
            "calls" => {
                let what = What::Calls(self.callbacks.len());
                self.marks.push(Mark { time: line.time, what, is_callback: false });
                let name = line.text("callback")?.to_string();
                let piece = Piece { from, to, thread };
                self.callbacks.push(Callback { name, piece, end: None });
                return Some(());
            }
            "callback returned" | "callback panicked" => {
                let callback = self.callbacks.last_mut()?;
                callback.piece.to = line.time;
                let returned = line.step == "callback returned";
                callback.end =
                    Some(if returned { End::Returned } else { End::Panicked(String::new()) });
                return Some(());
            }
            "returned" => End::Returned,
            "cancelled" => End::Cancelled,
            "panicked" => End::Panicked(line.text("panic").unwrap_or_default().to_string()),
            _ => return None, // such as `woken`
        };
        if let Some(piece) = self.pieces.last_mut().filter(|piece| piece.to.is_infinite()) {
            piece.to = line.time;
        }
        self.marks.push(Mark { time: line.time, what: What::Ends, is_callback: false });
        self.end = Some((line.time, end));
        Some(())
    }
}
