//! What the programs do: mistakes that compile, repairs, and the same mistakes in Python.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use classroom::fail::binary;
use classroom::mistakes::Mistake;
use classroom::outcome::Outcome;
use classroom::output::{Output, Show, TIME_LIMIT, run_until};
use classroom::programs::{Runtime, read, root};
use classroom::python::Python;
use similar::TextDiff;

use crate::compiler::{Built, Toolchain};

/// When a program is taken to hang.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hang {
    /// If it was recorded to hang, has printed all that it printed then, and goes on for a second.
    AsRecorded,
    /// If it takes this long, while its outcome is recorded.
    AfterSeconds,
}

/// What all of them did.
#[derive(Debug)]
pub struct Did {
    rust: BTreeMap<String, Outcome>,
    /// By the mistakes' names.
    python: BTreeMap<String, Outcome>,
    with: Option<Python>,
}

/// A program that is to be run.
struct Task {
    name: String,
    command: Command,
    recorded: Option<Outcome>,
    warnings: Vec<String>,
    is_python: bool,
}

/// Runs all programs that need no other runtime. Most of them sleep, so many run at a time.
///
/// # Errors
/// If one cannot be started.
///
/// # Panics
/// If a thread panics.
pub fn run(
    mistakes: &[Mistake],
    runtimes: &[Runtime],
    built: &Built,
    hang: Hang,
) -> Result<Did, String> {
    let with = Python::find();
    let mut tasks = Vec::new();
    for mistake in mistakes {
        if let Some(python) = &with {
            tasks.push(Task {
                name: mistake.name.clone(),
                command: python.command(&mistake.python()),
                recorded: Outcome::recorded(&mistake.python().with_extension("txt")).ok(),
                warnings: Vec::new(),
                is_python: true,
            });
        }
        for case in mistake.cases.iter().filter(|case| case.is_for(runtimes)) {
            if !mistake.refused && built.compiled(&case.mistake.path()?) {
                tasks.push(Task {
                    name: case.name.clone(),
                    command: binary(&case.mistake.name)?,
                    recorded: Outcome::recorded(&case.recorded()).ok(),
                    warnings: built.warnings(&case.mistake.path()?),
                    is_python: false,
                });
            }
            if built.compiled(&case.repair.path()?) {
                tasks.push(Task {
                    name: case.repair.name.clone(),
                    command: binary(&case.repair.name)?,
                    recorded: None,
                    warnings: built.warnings(&case.repair.path()?),
                    is_python: false,
                });
            }
        }
    }
    // Those that hang take longest.
    tasks.sort_by_key(|task| task.recorded.as_ref().is_none_or(|outcome| !outcome.hangs()));
    let outcomes = run_all(tasks, hang)?;
    let (python, rust): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(|it| it.0);
    let by_name = |outcomes: Vec<(bool, String, Outcome)>| {
        outcomes.into_iter().map(|(_, name, outcome)| (name, outcome)).collect()
    };
    Ok(Did { rust: by_name(rust), python: by_name(python), with })
}

const AT_A_TIME: usize = 16;

fn run_all(tasks: Vec<Task>, hang: Hang) -> Result<Vec<(bool, String, Outcome)>, String> {
    let tasks: Vec<_> = tasks.into_iter().map(|task| Mutex::new(Some(task))).collect();
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut outcomes = Vec::new();
        while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            let task = task.lock().expect("nobody panics").take().expect("each is taken once");
            let output = run_one(task.command, task.recorded.as_ref(), hang)?;
            outcomes.push((task.is_python, task.name, Outcome::new(&task.warnings, &output)));
        }
        Ok(outcomes)
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(worker)).collect();
        let outcomes = workers.into_iter().map(|worker| worker.join().expect("it does not panic"));
        outcomes.collect::<Result<Vec<_>, String>>().map(|outcomes| outcomes.concat())
    })
}

fn run_one(command: Command, recorded: Option<&Outcome>, hang: Hang) -> Result<Output, String> {
    let mut all_printed_at: Option<Instant> = None;
    run_until(command, Show::No, |stdout, time| match (hang, recorded) {
        (Hang::AfterSeconds, _) => time > Duration::from_secs(5),
        (Hang::AsRecorded, Some(recorded)) if recorded.hangs() => {
            if all_printed_at.is_none()
                && recorded.prints().iter().eq(&stdout.lines().collect::<Vec<_>>())
            {
                all_printed_at = Some(Instant::now());
            }
            let waited = all_printed_at.map(|at| at.elapsed());
            waited.is_some_and(|waited| waited > Duration::from_secs(1)) || time > TIME_LIMIT
        }
        (Hang::AsRecorded, _) => time > TIME_LIMIT,
    })
}

impl Did {
    /// What the mistake of that name did on a runtime, if it compiles.
    #[must_use]
    pub fn rust(&self, name: &str) -> Option<&Outcome> {
        self.rust.get(name)
    }

    /// How Python was compared.
    #[must_use]
    pub fn python_compared(&self) -> String {
        let recorded = recorded_version().unwrap_or_default();
        match &self.with {
            None => "NOT CHECKED: there is no python3.".to_string(),
            Some(python) if python.is_like(&recorded) => {
                format!("Python {}: compared in full.", python.version)
            }
            Some(python) => {
                let version = &python.version;
                format!("Python {version}, not {recorded}: compared who catches it, not how.")
            }
        }
    }
}

/// Where a mistake, a repair or the Python program has not done what is recorded.
///
/// # Errors
/// If a recorded outcome cannot be read.
pub fn faults(mistake: &Mistake, did: &Did, toolchain: &Toolchain) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    let repaired = Outcome::recorded(&mistake.repaired())?;
    for case in &mistake.cases {
        if let Some(outcome) = did.rust.get(&case.name) {
            let recorded = Outcome::recorded(&case.recorded())?;
            let same = match toolchain.is_pinned() {
                true => recorded.allows(outcome),
                false => {
                    recorded.when_run().allows(&outcome.when_run())
                        && recorded.warns() == outcome.warns()
                }
            };
            if !same {
                faults.push(difference(&case.name, &recorded, outcome));
            }
        }
        if let Some(outcome) = did.rust.get(&case.repair.name)
            && !repaired.allows(outcome)
        {
            faults.push(difference(&case.repair.name, &repaired, outcome));
        }
    }
    if let Some(outcome) = did.python.get(&mistake.name) {
        let recorded = Outcome::recorded(&mistake.python().with_extension("txt"))?;
        let same_version = did
            .with
            .as_ref()
            .is_some_and(|python| recorded_version().is_ok_and(|version| python.is_like(&version)));
        let same = match same_version {
            true => recorded.allows(outcome),
            false => {
                recorded.exception() == outcome.exception() && recorded.hangs() == outcome.hangs()
            }
        };
        if !same {
            faults.push(difference(&format!("{} in Python", mistake.name), &recorded, outcome));
        }
    }
    Ok(faults)
}

fn difference(name: &str, recorded: &Outcome, outcome: &Outcome) -> String {
    let (recorded, outcome) = (recorded.text(), outcome.text());
    let diff = TextDiff::from_lines(&recorded, &outcome);
    let diff = diff.unified_diff().header("recorded", "now").to_string();
    let advice = "If it is meant so: just compile-fail --record";
    format!("{name} does not do what is recorded. {advice}\n{diff}")
}

const VERSION: &str = "crates/mistakes/python-version.txt";

fn recorded_version() -> Result<String, String> {
    Ok(read(&root()?.join(VERSION))?.trim_end().to_string())
}

/// Records what the programs have done. A recorded outcome that allows it is kept, since only a
/// person can say what depends on chance.
///
/// # Errors
/// If a file cannot be written.
pub fn record(mistakes: &[Mistake], did: &Did) -> Result<(), String> {
    for mistake in mistakes {
        for case in &mistake.cases {
            if let Some(outcome) = did.rust.get(&case.name) {
                keep_or_write(&case.recorded(), outcome)?;
            }
        }
        if let Some(outcome) = did.rust.get(&mistake.cases[0].repair.name) {
            keep_or_write(&mistake.repaired(), outcome)?;
        }
        if let Some(outcome) = did.python.get(&mistake.name) {
            keep_or_write(&mistake.python().with_extension("txt"), outcome)?;
        }
    }
    match &did.with {
        Some(python) => write(&root()?.join(VERSION), &format!("{}\n", python.version)),
        None => {
            eprintln!("there is no python3: what it does is left as it was recorded");
            Ok(())
        }
    }
}

fn keep_or_write(file: &Path, outcome: &Outcome) -> Result<(), String> {
    match Outcome::recorded(file) {
        Ok(recorded) if recorded.allows(outcome) => Ok(()),
        _ => write(file, &outcome.text()),
    }
}

pub(crate) fn write(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))
}
