//! What the programs do: mistakes that compile, repairs, and the same mistakes in Python.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use classroom::compare::unified;
use classroom::fail::{binary, binary_path};
use classroom::mistakes::Mistake;
use classroom::outcome::Outcome;
use classroom::output::{Output, Show, TIME_LIMIT, run_until};
use classroom::programs::{Runtime, read, root};
use classroom::python::{NO_PYTHON, Python};

use crate::ADVICE;
use crate::compiler::{Built, Toolchain};

/// When a program is taken to hang.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hang {
    /// If it was recorded to hang, has printed all that it printed then, and goes on for a second.
    AsRecorded,
    /// If it takes twenty seconds, while its outcome is recorded.
    AfterSeconds,
}

/// What all of them did.
#[derive(Debug)]
pub struct Outcomes {
    by_name: BTreeMap<String, Outcome>,
    python: Option<Python>,
}

/// A program to run, and what was recorded of it.
struct Job {
    name: String,
    command: Command,
    /// What rustc warned of. `None` for Python.
    warnings: Option<Vec<String>>,
    recorded: Option<Outcome>,
}

/// The name under which the Python program of a mistake is kept.
fn in_python(mistake: &Mistake) -> String {
    format!("{} in Python", mistake.name)
}

/// Runs all programs that need no other runtime.
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
) -> Result<Outcomes, String> {
    let python = Python::find();
    let mut jobs = Vec::new();
    for mistake in mistakes {
        if let Some(python) = &python {
            jobs.push(Job {
                name: in_python(mistake),
                command: python.command(&mistake.python()),
                warnings: None,
                recorded: Outcome::recorded(&mistake.python().with_extension("txt")).ok(),
            });
        }
        for case in mistake.cases.iter().filter(|case| case.is_for(runtimes)) {
            for (program, recorded) in
                [(&case.mistake, case.recorded()), (&case.repair, mistake.repaired())]
            {
                if binary_path(&program.name)?.is_file() {
                    jobs.push(Job {
                        name: program.name.clone(),
                        command: binary(&program.name)?,
                        warnings: Some(built.warnings(&program.path()?)),
                        recorded: Outcome::recorded(&recorded).ok(),
                    });
                }
            }
        }
    }
    // Those that hang take longest.
    jobs.sort_by_key(|it| it.recorded.as_ref().is_none_or(|recorded| !recorded.hangs()));
    Ok(Outcomes { by_name: run_all(jobs, hang)?, python })
}

/// Most of them sleep, so many run at a time.
const AT_A_TIME: usize = 16;

fn run_all(jobs: Vec<Job>, hang: Hang) -> Result<BTreeMap<String, Outcome>, String> {
    let jobs = Mutex::new(jobs.into_iter());
    let worker = || {
        let mut outcomes = Vec::new();
        loop {
            let next = jobs.lock().expect("nobody panics").next();
            let Some(job) = next else { return Ok(outcomes) };
            let output = run_one(job.command, job.recorded.as_ref(), hang)?;
            let outcome = match job.warnings {
                Some(warnings) => Outcome::of_rust(&warnings, &output),
                None => Outcome::of_python(&output),
            };
            outcomes.push((job.name, outcome));
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(worker)).collect();
        let outcomes = workers.into_iter().map(|worker| worker.join().expect("it does not panic"));
        let outcomes: Vec<_> = outcomes.collect::<Result<_, String>>()?;
        Ok(outcomes.into_iter().flatten().collect())
    })
}

fn run_one(command: Command, recorded: Option<&Outcome>, hang: Hang) -> Result<Output, String> {
    let mut all_printed_at: Option<Instant> = None;
    run_until(command, Show::No, |stdout, time| match (hang, recorded) {
        (Hang::AfterSeconds, _) => time > Duration::from_secs(20),
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

impl Outcomes {
    /// What the mistake of that name did on a runtime, if it compiles.
    #[must_use]
    pub fn rust(&self, name: &str) -> Option<&Outcome> {
        self.by_name.get(name)
    }

    /// Whether this Python is like the one that was recorded. Others word their messages otherwise.
    fn python_is_like_recorded(&self) -> bool {
        let python = self.python.as_ref();
        python.is_some_and(|it| recorded_version().is_ok_and(|version| it.is_like(&version)))
    }

    /// How Python was compared.
    #[must_use]
    pub fn python_compared(&self) -> String {
        let Some(Python { version, .. }) = &self.python else {
            return format!("NOT CHECKED: {NO_PYTHON}.");
        };
        if self.python_is_like_recorded() {
            return format!("Python {version}: compared in full.");
        }
        let recorded = recorded_version().unwrap_or_default();
        format!("Python {version}, not {recorded}: compared without the texts of exceptions.")
    }

    /// How a program, if it was run, differs from what is recorded in this file.
    fn difference(
        &self,
        name: &str,
        file: &Path,
        with_messages: bool,
    ) -> Result<Option<String>, String> {
        let Some(outcome) = self.by_name.get(name) else { return Ok(None) };
        let recorded = Outcome::recorded(file)?;
        let same = match with_messages {
            true => recorded.allows(outcome),
            false => recorded.without_messages().allows(&outcome.without_messages()),
        };
        Ok((!same).then(|| difference(name, &recorded, outcome)))
    }
}

/// Where a mistake, a repair or the Python program has not done what is recorded.
///
/// # Errors
/// If a recorded outcome cannot be read.
pub fn faults(
    mistake: &Mistake,
    outcomes: &Outcomes,
    toolchain: &Toolchain,
) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    for case in &mistake.cases {
        if !case.refused {
            let name = &case.mistake.name;
            faults.extend(outcomes.difference(name, &case.recorded(), toolchain.is_pinned())?);
        }
        let repair = outcomes.difference(&case.repair.name, &mistake.repaired(), true)?;
        let same = "The repairs print the same on all runtimes.";
        faults.extend(repair.map(|difference| format!("{difference}{same}")));
    }
    let python = mistake.python().with_extension("txt");
    faults.extend(outcomes.difference(
        &in_python(mistake),
        &python,
        outcomes.python_is_like_recorded(),
    )?);
    Ok(faults)
}

fn difference(name: &str, recorded: &Outcome, outcome: &Outcome) -> String {
    let diff = unified(&recorded.text(), &outcome.text(), "now");
    format!("{name} does not do what is recorded. {ADVICE}\n{diff}")
}

const VERSION: &str = "examples/mistakes/python-version.txt";

pub(crate) fn recorded_version() -> Result<String, String> {
    Ok(read(&root()?.join(VERSION))?.trim_end().to_string())
}

/// Records what the programs have done. A recorded outcome that allows it is kept, since only a
/// person can say what depends on chance.
///
/// # Errors
/// If a file cannot be written.
pub fn record(mistakes: &[Mistake], outcomes: &Outcomes) -> Result<(), String> {
    for mistake in mistakes {
        for case in &mistake.cases {
            if let Some(outcome) = outcomes.by_name.get(&case.mistake.name) {
                keep_or_write(&case.recorded(), outcome)?;
            }
        }
        if let Some(outcome) = outcomes.by_name.get(&mistake.cases[0].repair.name) {
            keep_or_write(&mistake.repaired(), outcome)?;
        }
        if let Some(outcome) = outcomes.by_name.get(&in_python(mistake)) {
            keep_or_write(&mistake.python().with_extension("txt"), outcome)?;
        }
    }
    let python = outcomes.python.as_ref().ok_or(NO_PYTHON)?;
    write(&root()?.join(VERSION), &format!("{}\n", python.version))
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
