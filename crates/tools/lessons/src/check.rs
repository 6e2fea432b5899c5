//! Checks lessons: builds and runs all of them, and compares what they do with the records.

use std::collections::BTreeSet;

use classroom::programs::{Runtime, root, shown};
use classroom::python::{NO_PYTHON, Python};
use classroom::{Context, Error, Result, print, say};

use crate::build::{batch, build, clean, in_use};
pub use crate::complete::faults;
use crate::exercise::Exercise;
use crate::exercise::check::{check_built, refused_by_rustc};
use crate::files::write;
use crate::header::Header;
use crate::mistake::Mistake;
use crate::process::{Show, in_parallel};
use crate::run::{Job, PYTHON, Versions, difference, record, run_all};
use crate::text::{Case, derive};
use crate::what_if::WhatIf;

/// All programs of mistakes that need only these runtimes, and their Python programs.
fn mistake_jobs(mistakes: &[Mistake], runtimes: &[Runtime]) -> Result<Vec<Job>> {
    let mut jobs = Vec::new();
    for it in mistakes {
        let mut cases = [it.cases()?, it.failed_repairs()?, it.repairs()?].concat();
        cases.retain(|case| case.runtime.is_none_or(|it| runtimes.contains(&it)));
        jobs.extend(cases.into_iter().map(Job::Rust));
        jobs.push(Job::Python(it.python()));
    }
    Ok(jobs)
}

/// All what-ifs, and their Python programs.
fn what_if_jobs() -> Result<Vec<Job>> {
    let mut jobs = Vec::new();
    for it in WhatIf::all()? {
        jobs.extend(it.cases()?.into_iter().map(Job::Rust));
        jobs.extend(it.python().map(Job::Python));
    }
    Ok(jobs)
}

/// Runs all jobs. How some differ from their records.
fn differences(jobs: Vec<Job>, versions: &Versions) -> Result<BTreeSet<String>> {
    let mut wrong = BTreeSet::new();
    for done in run_all(jobs)? {
        wrong.extend(difference(&done, versions.are_recorded(&done.job))?);
    }
    Ok(wrong)
}

/// Checks all mistakes.
pub fn mistakes(runtimes: &[Runtime]) -> Result<bool> {
    let (mistakes, versions) = (Mistake::all()?, Versions::find()?);
    say("Building and running all mistakes; the first time this takes half a minute.");
    let _programs = in_use()?;
    let wrong = differences(mistake_jobs(&mistakes, runtimes)?, &versions)?;
    for fault in &wrong {
        print(&format!("{fault}\nIf that is intended: just compile-fail --record\n\n"));
    }
    let (all, compared) = (mistakes.len(), versions.compared);
    print(&format!("{all} mistakes; {} differ from their records. {compared}\n", wrong.len()));
    Ok(wrong.is_empty())
}

/// Records again what mistakes and what-ifs do.
pub fn record_all() -> Result<bool> {
    let _batch = batch()?;
    let (versions, python) = (Versions::find()?, Python::find());
    let python = python.ok_or_else(|| Error::new(NO_PYTHON))?;
    say("Building and running all mistakes and what-ifs takes a minute or two.");
    let jobs = [mistake_jobs(&Mistake::all()?, &Runtime::ALL)?, what_if_jobs()?].concat();
    let written = record(&run_all(jobs)?, &versions)?;
    written.iter().for_each(|file| print(&format!("recorded {}\n", shown(file))));
    clean()?;
    write(&root()?.join(PYTHON), format!("{}\n", python.version))?;
    print("Read the difference before you commit it: git diff. Then write the pages: just pages\n");
    Ok(true)
}

/// Runs each what-if this many times. How some differ from their records.
pub fn what_ifs(times: usize) -> Result<BTreeSet<String>> {
    let _batch = batch()?;
    let jobs = what_if_jobs()?;
    let wrong = differences((0..times).flat_map(|_| jobs.clone()).collect(), &Versions::find()?)?;
    clean()?;
    Ok(wrong)
}

/// The same, as a command: what depends on chance shows only now and then.
pub fn what_ifs_shown(times: &str) -> Result<bool> {
    let number = times.parse().context("it takes a number of times, such as 100")?;
    let wrong = what_ifs(number)?;
    wrong.iter().for_each(|what| print(&format!("{what}\n")));
    print(&format!("Each run {number} times; {} kinds of surprises.\n", wrong.len()));
    Ok(wrong.is_empty())
}

/// Where the check of an exercise is wrong about an answer. Each starting file must fail for the reason that it
/// states, each right answer must pass, and each wrong answer must be refused for its own reason.
pub fn wrong_verdicts() -> Result<Vec<String>> {
    let _batch = batch()?;
    let mut wrong = Vec::new();
    // One runtime at a time: each program takes megabytes.
    for runtime in Runtime::ALL {
        let answers = answers(runtime)?;
        let cases: Vec<_> = answers.iter().map(|(_, case, _)| case.clone()).collect();
        let built = build(&cases, Show::No)?;
        // The checks wait more than they work.
        let found = in_parallel(answers, 6, |(exercise, case, fault)| {
            let built = &built[&case.name];
            let found = match &built.executable {
                None => Some(refused_by_rustc(&built.errors)),
                Some(program) => check_built(&exercise, runtime, &case.text, program)?.fault,
            };
            let found = found.map(|fault| fault.what);
            let name = case.name;
            Ok((found != fault).then(|| format!("{name}: the check says {found:?}, not {fault:?}")))
        });
        wrong.extend(found.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten());
        clean()?;
    }
    Ok(wrong)
}

/// Answers to all exercises, and what the check must say about each: `None` if it is right.
fn answers(runtime: Runtime) -> Result<Vec<(Exercise, Case, Option<String>)>> {
    let mut answers = Vec::new();
    for exercise in Exercise::all()? {
        let (start, file) =
            (exercise.start().on(Some(runtime))?, exercise.solution().file(Some(runtime)));
        let now = Header::of_program(&start).notes("Now: ").next().unwrap_or_default().to_string();
        let now = now.trim_end_matches('.').to_string();
        let solution = exercise.solution().on(Some(runtime))?;
        let mut all = vec![("start", start, Some(now)), ("solution", solution, None)];
        let (right, wrong) = exercise.other_answers(runtime)?;
        for patch in right.iter().chain(&wrong) {
            let text = patch.apply_to(&file)?;
            let text = if file.ends_with("solution.rs") { derive(&text, runtime) } else { text };
            all.push((&patch.name, text, patch.note("Says: ").ok().map(ToString::to_string)));
        }
        answers.extend(all.into_iter().map(|(kind, text, fault)| {
            (exercise.clone(), exercise.case(kind, runtime, text), fault)
        }));
    }
    Ok(answers)
}
