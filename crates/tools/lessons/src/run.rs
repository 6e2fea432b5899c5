//! Builds and runs programs of lessons, records what they do, and compares that with the record.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use classroom::programs::{read, root, shown};
use classroom::python::{NO_PYTHON, Python};
use classroom::{Context, Error, Result};

use crate::build::{Built, build, write};
use crate::compare::unified;
use crate::outcome::{MARKS, Outcome};
use crate::process::{ONE_THREAD, Output, SEVERAL_THREADS, Show, in_parallel, run};
use crate::text::Case;

/// Something to run: a program of a lesson, or a Python program, of which it is recorded beside it what it does.
#[derive(Clone, Debug)]
pub enum Job {
    /// A program of a lesson.
    Rust(Case),
    /// A Python program.
    Python(PathBuf),
}

/// What became of a job.
#[derive(Debug)]
pub struct Done {
    /// The job.
    pub job: Job,
    /// What it did.
    pub outcome: Outcome,
    /// What rustc said, if it refused it with one error.
    pub message: Option<String>,
}

/// Most programs sleep, so many run at a time.
const AT_A_TIME: usize = 16;

/// Builds and runs all jobs. Without Python, its programs are left out.
pub fn run_all(jobs: Vec<Job>) -> Result<Vec<Done>> {
    let cases: Vec<_> = jobs.iter().filter_map(Job::case).cloned().collect();
    let (built, python) = (build(&cases, Show::No)?, Python::find());
    let jobs = jobs.into_iter().filter(|job| python.is_some() || job.case().is_some()).collect();
    let done = in_parallel(jobs, AT_A_TIME, |job| {
        let (outcome, message) = match (&job, &python) {
            (Job::Rust(case), _) => of_case(case, &built[&case.name], Show::No)?,
            (Job::Python(file), Some(python)) => {
                (Outcome::of_python(&run(python.command(file), Show::No)?), None)
            }
            (Job::Python(_), None) => return Err(Error::new(NO_PYTHON)),
        };
        Ok(Done { job, outcome, message })
    });
    done.into_iter().collect()
}

/// Runs a program of a lesson that has been built, unless rustc refused it.
pub fn of_case(case: &Case, built: &Built, show: Show) -> Result<(Outcome, Option<String>)> {
    let Built { errors, warnings, executable } = built;
    match executable {
        Some(executable) if errors.is_empty() => {
            let output = run_built(executable, case.one_thread, show)?;
            Ok((Outcome::of_rust(warnings, &output), None))
        }
        _ => {
            let message = errors.first().filter(|_| errors.len() == 1).map(|it| it.text.clone());
            Ok((Outcome::of_refused(errors), message))
        }
    }
}

/// Runs a program with one thread for tasks, or with four.
pub fn run_built(executable: &Path, one_thread: bool, show: Show) -> Result<Output> {
    let mut command = Command::new(executable);
    command.env("RUST_BACKTRACE", "0");
    if one_thread {
        command.envs(ONE_THREAD);
    }
    run(command, show)
}

/// The same with four threads.
#[must_use]
pub fn with_threads(mut command: Command, one_thread: bool) -> Command {
    command.envs(if one_thread { ONE_THREAD } else { SEVERAL_THREADS }).env("RUST_BACKTRACE", "0");
    command
}

impl Job {
    /// The program of a lesson.
    #[must_use]
    pub fn case(&self) -> Option<&Case> {
        match self {
            Job::Rust(case) => Some(case),
            Job::Python(_) => None,
        }
    }

    /// The name that a report has for it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Job::Rust(case) => case.name.clone(),
            Job::Python(file) => shown(file),
        }
    }

    /// What is recorded of it.
    pub fn recorded(&self) -> Result<Outcome> {
        match self {
            Job::Rust(case) => case.recorded(),
            Job::Python(file) => Outcome::recorded(&python_record(file)),
        }
    }
}

/// `python.txt` beside `python.py`; `no-remove.python.txt` beside `no-remove.py`, whose `.txt` is Rust's.
#[must_use]
pub fn python_record(file: &Path) -> PathBuf {
    file.with_extension(if file.ends_with("python.py") { "txt" } else { "python.txt" })
}

/// The compiler and the Python that are used here, and those that everything was recorded with.
#[derive(Debug)]
pub struct Versions {
    rustc: String,
    python: Option<String>,
    /// The compiler that messages were recorded with.
    pub recorded_rustc: String,
    /// The Python that exceptions were recorded with.
    pub recorded_python: String,
}

const PYTHON_VERSION: &str = "examples/mistakes/python-version.txt";

impl Versions {
    /// Asks rustc and Python, and reads `rust-toolchain.toml` and `python-version.txt`.
    pub fn find() -> Result<Versions> {
        let output = Command::new("rustc").arg("--version").current_dir(root()?).output();
        let output = output.context("cannot start rustc")?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let rustc = said.split(' ').nth(1).unwrap_or_default().to_string();
        let file = read(&root()?.join("rust-toolchain.toml"))?;
        let channel = file.lines().find_map(|line| line.strip_prefix("channel = "));
        let missing = || Error::new("rust-toolchain.toml has no line `channel = …`");
        let recorded_rustc = channel.ok_or_else(missing)?.trim_matches('"').to_string();
        let python = Python::find().map(|python| python.version);
        let recorded_python = read(&root()?.join(PYTHON_VERSION))?.trim_end().to_string();
        Ok(Versions { rustc, python, recorded_rustc, recorded_python })
    }

    /// Whether rustc's messages must be as they were recorded, in full.
    #[must_use]
    pub fn is_pinned(&self) -> bool {
        self.rustc == self.recorded_rustc
    }

    /// Whether a program's texts must be as they were recorded. Another rustc, or a Python with another second
    /// number, may word a message differently.
    fn words_like_recorded(&self, job: &Job) -> bool {
        let minor = |version: &str| version.rsplit_once('.').map(|(minor, _)| minor.to_string());
        match job {
            Job::Rust(_) => self.is_pinned(),
            Job::Python(_) => {
                self.python.as_ref().is_some_and(|it| minor(it) == minor(&self.recorded_python))
            }
        }
    }

    /// What was compared, and what was not.
    #[must_use]
    pub fn compared(&self) -> String {
        let Versions { rustc, python, recorded_rustc, recorded_python } = self;
        let rust = match self.is_pinned() {
            true => format!("rustc {rustc}: code, headline and full text compared."),
            false => {
                format!("rustc {rustc}, not {recorded_rustc}: only code and headline compared.")
            }
        };
        let python = match python {
            None => format!("NOT CHECKED: {NO_PYTHON}."),
            Some(python) if self.words_like_recorded(&Job::Python(PathBuf::new())) => {
                format!("Python {python}: compared in full.")
            }
            Some(python) => format!(
                "Python {python}, not {recorded_python}: exceptions compared without texts."
            ),
        };
        format!("{rust} {python}")
    }
}

/// How what a program did differs from what is recorded. Nothing if it does not.
pub fn difference(done: &Done, versions: &Versions) -> Result<Option<String>> {
    let (name, recorded) = (done.job.name(), done.job.recorded()?);
    let in_full = versions.words_like_recorded(&done.job);
    if !allows(&recorded, &done.outcome, in_full) {
        let diff = unified(&recorded.text(), &done.outcome.text());
        return Ok(Some(format!("{name} does not do what is recorded.\n{diff}{MARKS}")));
    }
    if let (Job::Rust(case), true) = (&done.job, versions.is_pinned())
        && case.refused
    {
        let own = shown(&case.source);
        let recorded = comparable(&read(&case.message())?, &own);
        let now = comparable(done.message.as_deref().unwrap_or_default(), &own);
        let diff = unified(&recorded, &now);
        return Ok(
            (recorded != now).then(|| format!("rustc's text on {name} has changed.\n{diff}"))
        );
    }
    Ok(None)
}

/// Whether a recorded outcome allows another one; without the texts of messages, if they may differ.
#[must_use]
pub fn allows(recorded: &Outcome, outcome: &Outcome, in_full: bool) -> bool {
    match in_full {
        true => recorded.allows(outcome),
        false => recorded.without_messages().allows(&outcome.without_messages()),
    }
}

/// rustc's text without what a change elsewhere, or trybuild, makes different: the number before a line, the
/// folder of its own file, and the places in other files.
fn comparable(text: &str, own: &str) -> String {
    let file = own.rsplit('/').next().unwrap_or(own);
    let lines = text.trim_end().lines().map(|line| {
        let line = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim();
        let Some(place) = line.strip_prefix("--> ") else { return line.to_string() };
        match place.replace('\\', "/").split_once(".rs") {
            Some((path, _)) if path.contains("crates/asyncio/") => {
                let path = &path[path.find("crates/").unwrap_or_default()..];
                format!("--> {path}.rs")
            }
            Some((path, rest)) if format!("{path}.rs").ends_with(file) => {
                format!("--> {file}{rest}")
            }
            _ => format!("--> {place}"),
        }
    });
    lines.map(|line| line + "\n").collect()
}

/// Records what does not hold any more. What still does is kept, since only a person can say what depends on
/// chance. The files that were written.
pub fn record(all: &[Done], versions: &Versions) -> Result<Vec<PathBuf>> {
    if !versions.is_pinned() {
        let Versions { rustc, recorded_rustc, .. } = versions;
        return Err(Error::new(format!("record with rustc {recorded_rustc}; this is {rustc}")));
    }
    let python = versions.python.as_ref().ok_or_else(|| Error::new(NO_PYTHON))?;
    let mut written = Vec::new();
    let mut texts = BTreeMap::<&Path, Vec<(&Case, &Done)>>::new();
    for done in all {
        let holds = done.job.recorded().is_ok_and(|recorded| recorded.allows(&done.outcome));
        match &done.job {
            Job::Python(file) if !holds => {
                write(&python_record(file), &done.outcome.text())?;
                written.push(python_record(file));
            }
            // trybuild records what rustc says of stage 1.
            Job::Rust(case)
                if case.refused && !case.message().starts_with(root()?.join("crates")) =>
            {
                if difference(done, versions).is_ok_and(|it| it.is_none()) {
                    continue;
                }
                let several =
                    || Error::new(format!("{} must be refused with one error", case.name));
                write(&case.message(), done.message.as_ref().ok_or_else(several)?)?;
                written.push(case.message());
            }
            Job::Rust(case) if !case.refused => {
                texts.entry(&case.record).or_default().push((case, done));
            }
            _ => {}
        }
    }
    for cases in texts.values() {
        let holds = |(case, done): &(&Case, &Done)| {
            case.recorded().is_ok_and(|recorded| recorded.allows(&done.outcome))
        };
        if !cases.iter().all(holds) {
            record_text(cases, &mut written)?;
        }
    }
    write(&root()?.join(PYTHON_VERSION), &format!("{python}\n"))?;
    Ok(written)
}

/// One file if all runtimes do the same, otherwise one for each.
fn record_text(cases: &[(&Case, &Done)], written: &mut Vec<PathBuf>) -> Result<()> {
    let (first, outcome) = (cases[0].0, &cases[0].1.outcome);
    let all_same = cases.iter().all(|(_, done)| done.outcome == *outcome);
    for (case, done) in cases {
        let _ = fs::remove_file(case.own_record());
        if !all_same {
            write(&case.own_record(), &done.outcome.text())?;
            written.push(case.own_record());
        }
    }
    if all_same {
        write(&first.shared_record(), &outcome.text())?;
        written.push(first.shared_record());
    } else {
        let _ = fs::remove_file(first.shared_record());
    }
    Ok(())
}

/// What a mistake did on a runtime.
pub(crate) fn outcome_of<'a>(done: &'a [Done], name: &str) -> Option<&'a Outcome> {
    let is_it = |done: &&Done| done.job.case().is_some_and(|case| case.name == name);
    done.iter().find(is_it).map(|done| &done.outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "error[E0283]: type annotations needed
  --> examples/mistakes/refused-by-rustc/self-spawn/mistake.rs:22:30
   |
22 |         asyncio::create_task(work(left - 1));
   |                              ^^^^^^^^^^^^^^
note: required by a bound in `create_task`
   --> crates/asyncio/src/current.rs:165:73
    |
165 | pub fn create_task<T>
    |                   ^
";

    #[test]
    fn a_text_is_the_same_with_any_line_number_elsewhere() {
        let recorded = SAID
            .replace("examples/mistakes/refused-by-rustc/self-spawn/mistake.rs", "src/mistake.rs")
            .replace(
                "crates/asyncio/src/current.rs:165:73",
                "$WORKSPACE/crates/asyncio/src/current.rs",
            )
            .replace("165 |", "    |");
        let comparable = |text: &str| comparable(text, "src/mistake.rs");
        assert_eq!(comparable(SAID), comparable(&recorded));
        for (old, new) in
            [(":22:30", ":23:30"), ("current.rs", "task.rs"), ("by a bound", "by the bound")]
        {
            assert_ne!(comparable(&SAID.replace(old, new)), comparable(&recorded));
        }
    }
}
