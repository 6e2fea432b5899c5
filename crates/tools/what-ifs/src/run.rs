//! Runs changed programs. None runs for ever.

use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use classroom::fail::ONE_THREAD;
use classroom::outcome::Outcome;
use classroom::output::{Output, Show, run_until_silent};
use classroom::programs::Runtime;
use classroom::python::Python;

use crate::WhatIf;
use crate::build::{Built, binary};

/// When a program that prints nothing is taken to hang. The stages sleep two seconds at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Five seconds, if it is recorded to hang.
    Short,
    /// Twenty, on a machine with much to do.
    Long,
}

impl Patience {
    /// How much a program needs of which this is recorded.
    #[must_use]
    pub fn with(recorded: Option<&Outcome>) -> Patience {
        match recorded {
            Some(recorded) if recorded.hangs() => Patience::Short,
            _ => Patience::Long,
        }
    }

    fn time(self) -> Duration {
        Duration::from_secs(if self == Patience::Short { 5 } else { 20 })
    }
}

/// What became of a what-if on a runtime; `None` stands for Python.
#[derive(Debug)]
pub struct Did<'a> {
    /// The what-if.
    pub what_if: &'a WhatIf,
    /// The runtime.
    pub runtime: Option<Runtime>,
    /// What became of it.
    pub outcome: Outcome,
}

/// Runs a program until it ends, or has hung for long enough.
///
/// # Errors
/// If it cannot be started.
pub fn run(command: Command, patience: Patience, show: Show) -> Result<Output, String> {
    run_until_silent(command, show, patience.time())
}

/// What became of a what-if that has been built: rustc refuses it, or it runs.
///
/// # Errors
/// If something else has gone wrong with it.
pub fn did(
    what_if: &WhatIf,
    runtime: Runtime,
    built: &Built,
    patience: Patience,
    show: Show,
) -> Result<Outcome, String> {
    let (errors, warnings) = built.of(what_if, runtime)?;
    if !errors.is_empty() {
        return Ok(Outcome::of_refused(&errors));
    }
    let mut command = Command::new(binary(what_if, runtime)?);
    command.env("RUST_BACKTRACE", "0");
    if what_if.one_thread {
        command.envs(ONE_THREAD);
    }
    Ok(Outcome::of_rust(&warnings, &run(command, patience, show)?))
}

/// Most of them sleep, and for long.
const AT_A_TIME: usize = 40;

/// What became of all of them, and of what is in Python, if it is here.
///
/// # Errors
/// If something else has gone wrong.
///
/// # Panics
/// If a thread panics.
pub fn all<'a>(
    cases: &[(&'a WhatIf, Runtime)],
    built: &Built,
    python: Option<&Python>,
    patience: impl Fn(&WhatIf, Option<Runtime>) -> Patience + Sync,
) -> Result<Vec<Did<'a>>, String> {
    let mut jobs: Vec<_> = cases.iter().map(|(it, runtime)| (*it, Some(*runtime))).collect();
    if python.is_some() {
        let on_tokio = cases.iter().filter(|(_, runtime)| *runtime == Runtime::Tokio);
        jobs.extend(on_tokio.map(|(it, _)| (*it, None)).filter(|(it, _)| it.python().is_some()));
    }
    let jobs = Mutex::new(jobs.into_iter());
    let worker = || {
        let mut done = Vec::new();
        loop {
            let next = jobs.lock().expect("nobody panics").next();
            let Some((what_if, runtime)) = next else { return Ok(done) };
            let patience = patience(what_if, runtime);
            let outcome = match (runtime, python, what_if.python()) {
                (Some(runtime), ..) => did(what_if, runtime, built, patience, Show::No)?,
                (None, Some(python), Some((program, _))) => {
                    Outcome::of_python(&run(python.command(&program), patience, Show::No)?)
                }
                (None, ..) => continue,
            };
            done.push(Did { what_if, runtime, outcome });
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_A_TIME).map(|_| scope.spawn(worker)).collect();
        let done = workers.into_iter().map(|worker| worker.join().expect("it does not panic"));
        Ok(done.collect::<Result<Vec<_>, String>>()?.into_iter().flatten().collect())
    })
}
