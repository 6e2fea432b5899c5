//! Builds and runs programs of lessons, records what they do, and compares that with the record.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use classroom::programs::{read, root, shown};
use classroom::python::{NO_PYTHON, Python};
use classroom::{Context, Error, Result, say};

use crate::build::{Built, build};
use crate::files::write;
use crate::outcome::{Outcome, is_like};
use crate::process::{ONE_THREAD, SILENCE, Show, in_parallel, run};
use crate::text::Case;

/// Something to run: a program of a lesson, or a Python program. Each has its record in a file beside it.
#[derive(Clone, Debug)]
pub enum Job {
    Rust(Case),
    Python(PathBuf),
}

#[derive(Debug)]
pub struct Done {
    pub job: Job,
    pub outcome: Outcome,
}

/// Most programs sleep, so many run at a time.
const AT_A_TIME: usize = 16;

/// Builds and runs all jobs. Without Python, its programs are left out.
pub fn run_all(mut jobs: Vec<Job>) -> Result<Vec<Done>> {
    let python = Python::find();
    jobs.retain(|job| python.is_some() || matches!(job, Job::Rust(_)));
    let mut cases = Vec::new();
    for job in &jobs {
        if let Job::Rust(case) = job {
            cases.push(case.clone());
        }
    }
    say(&format!("Building {} programs, without output until they are built …", cases.len()));
    let built = build(&cases, Show::No)?;
    say(&format!("Running {}; each one that hangs takes {} s …", jobs.len(), SILENCE.as_secs()));
    let done = in_parallel(jobs, AT_A_TIME, |job| {
        let outcome = match (&job, &python) {
            (Job::Rust(case), _) => of_case(case, &built[&case.name], Show::No)?,
            (Job::Python(file), Some(python)) => {
                Outcome::of_python(&run(python.command(file), Show::No)?)
            }
            (Job::Python(_), None) => return Err(Error::new(NO_PYTHON)),
        };
        Ok(Done { job, outcome })
    });
    done.into_iter().collect()
}

/// Runs a program of a lesson that has been built, unless rustc refused it.
pub fn of_case(case: &Case, built: &Built, show: Show) -> Result<Outcome> {
    let Built { errors, warnings, executable } = built;
    let Some(executable) = executable.as_ref().filter(|_| errors.is_empty()) else {
        let texts: Vec<_> = errors.iter().map(|error| error.text.as_str()).collect();
        return Ok(Outcome::of_message(&texts.concat()));
    };
    let mut command = Command::new(executable);
    if case.one_thread {
        command.envs(ONE_THREAD);
    }
    Ok(Outcome::of_rust(warnings, &run(command, show)?))
}

/// `python.txt` beside `python.py`; `no-remove.python.txt` beside `no-remove.py`, because `no-remove.txt` is Rust's.
pub fn python_record(file: &Path) -> PathBuf {
    file.with_extension(if file.with_extension("patch").is_file() { "python.txt" } else { "txt" })
}

pub fn recorded_rustc() -> Result<String> {
    let file = read(&root()?.join("rust-toolchain.toml"))?;
    Ok(file.split('"').nth(1).unwrap_or_default().to_string())
}

/// The Python that everything was recorded with.
pub fn recorded_python() -> Result<String> {
    Ok(read(&root()?.join(PYTHON))?.trim().to_string())
}

pub const PYTHON: &str = "crates/tools/lessons/recorded-with-python.txt";

/// Whether rustc and Python have the recorded versions. Others may word a message differently.
#[derive(Debug)]
pub struct Versions {
    pub is_rustc_recorded: bool,
    is_python_recorded: bool,
    /// What is compared, in a line.
    pub compared: String,
}

impl Versions {
    /// Asks rustc and Python, and reads which ones were used to record.
    pub fn find() -> Result<Versions> {
        let output = Command::new("rustc").arg("--version").current_dir(root()?).output();
        let said = output.context("cannot start rustc")?.stdout;
        let said = String::from_utf8_lossy(&said);
        let (rustc, python) = (said.split(' ').nth(1).unwrap_or_default(), Python::find());
        let (recorded_rustc, recorded_python) = (recorded_rustc()?, recorded_python()?);
        let found = python.as_ref().map_or(format!("NOT CHECKED: {NO_PYTHON}"), |python| {
            format!("Python {} ({recorded_python} recorded)", python.version)
        });
        Ok(Versions {
            is_rustc_recorded: rustc == recorded_rustc,
            is_python_recorded: python.is_some_and(|python| is_like(&python, &recorded_python)),
            compared: format!(
                "rustc {rustc} ({recorded_rustc} recorded); {found}. Messages are compared with the recorded one."
            ),
        })
    }

    /// Whether a job was recorded with these versions: then its messages must be the same.
    pub fn are_recorded(&self, job: &Job) -> bool {
        match job {
            Job::Rust(_) => self.is_rustc_recorded,
            Job::Python(_) => self.is_python_recorded,
        }
    }
}

/// How a program's outcome differs from its record. `None` if it does not.
pub fn difference(done: &Done, in_full: bool) -> Result<Option<String>> {
    let (name, recorded) = match &done.job {
        Job::Rust(case) => (case.name.clone(), case.recorded()?),
        Job::Python(file) => (shown(file), Outcome::recorded(&python_record(file))?),
    };
    let diff = recorded.difference(&done.outcome, in_full);
    Ok(diff.map(|diff| format!("{name} does not do what is recorded.\n{diff}")))
}

/// Records each outcome whose record no longer holds. Other records are kept, because only a person can say
/// what depends on chance. Returns the files that were written.
pub fn record(all: &[Done], versions: &Versions) -> Result<Vec<PathBuf>> {
    if !versions.is_rustc_recorded {
        return Err(Error::new(format!("record with rustc {}", recorded_rustc()?)));
    }
    let mut written = Vec::new();
    for done in all {
        let (file, text) = match &done.job {
            Job::Python(file) => (python_record(file), done.outcome.text()),
            // trybuild records rustc's messages for stage 1.
            Job::Rust(case) if case.refused && case.source.starts_with(root()?.join("crates")) => {
                continue;
            }
            Job::Rust(case) if case.refused => {
                (case.recorded_in(), format!("{}\n", done.outcome.message.trim_end()))
            }
            Job::Rust(case) => {
                let (own, shared) = (case.own_record(), case.shared_record());
                let recorded = Outcome::recorded(&shared);
                if own != shared && recorded.is_ok_and(|it| it.allows(&done.outcome)) {
                    let _ = fs::remove_file(&own);
                }
                (own, done.outcome.text())
            }
        };
        if !difference(done, true).is_ok_and(|it| it.is_none()) {
            write(&file, &text)?;
            written.push(file);
        }
    }
    Ok(written)
}
