//! Checks lessons: builds and runs all of them, and compares what they do with the records.

use std::collections::BTreeMap;

use classroom::programs::{Runtime, shown};
use classroom::python::{NO_PYTHON, Python};
use classroom::{Error, Result, print, say};

use crate::build::{batch, build, clean, in_use};
pub use crate::complete::faults;
use crate::exercise::Exercise;
use crate::exercise::check::{check_built, refused_by_rustc};
use crate::files::write;
use crate::header::Header;
use crate::mistake::Mistake;
use crate::process::{Show, in_parallel};
use crate::run::{Done, Job, Versions, difference, record, run_all};
use crate::table;
use crate::text::{Case, derive};
use crate::what_if::WhatIf;

/// Prints what is missing. True if nothing is.
fn are_complete() -> Result<bool> {
    let faults = faults()?;
    faults.iter().for_each(|fault| print(&format!("{fault}\n")));
    Ok(faults.is_empty())
}

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

/// Checks all mistakes, with a line on each.
pub fn mistakes(runtimes: &[Runtime]) -> Result<bool> {
    let mut all_well = are_complete()?;
    let (mistakes, versions) = (Mistake::all()?, Versions::find()?);
    say("Building and running all mistakes; the first time this takes half a minute.");
    let _programs = in_use()?;
    let done = run_all(mistake_jobs(&mistakes, runtimes)?)?;
    for mistake in &mistakes {
        let mut wrong = Vec::new();
        for it in done.iter().filter(|done| belongs_to(done, mistake)) {
            wrong.extend(difference(it, versions.are_recorded(&it.job))?);
        }
        let words = table::in_a_line(mistake)?;
        let verdict =
            if wrong.is_empty() { format!("ok     {words}") } else { "WRONG".to_string() };
        print(&format!("{:<24} {verdict}\n", mistake.name));
        for fault in &wrong {
            print(&format!("{fault}\nIf that is intended: just compile-fail --record\n"));
        }
        all_well &= wrong.is_empty();
    }
    print(&format!("{} mistakes. {}\n", mistakes.len(), versions.compared));
    Ok(all_well)
}

fn belongs_to(done: &Done, mistake: &Mistake) -> bool {
    match &done.job {
        Job::Rust(case) => case.source.starts_with(&mistake.folder),
        Job::Python(file) => *file == mistake.python(),
    }
}

/// Records anew what mistakes and what-ifs do, and the tables that are made from it.
pub fn record_all() -> Result<bool> {
    let _batch = batch()?;
    let (versions, python) = (Versions::find()?, Python::find());
    let python = python.ok_or_else(|| Error::new(NO_PYTHON))?;
    say("Building and running all mistakes and what-ifs takes a minute or two.");
    let jobs = [mistake_jobs(&Mistake::all()?, &Runtime::ALL)?, what_if_jobs()?].concat();
    let written = record(&run_all(jobs)?, &versions)?;
    written.iter().for_each(|file| print(&format!("recorded {}\n", shown(file))));
    clean()?;
    for (file, _, new) in table::pages(&python.version)? {
        write(&file, &new)?;
    }
    print("Read the difference before you commit it: git diff\n");
    are_complete()
}

/// Runs each what-if this many times. Returns how often each differed from its record.
pub fn what_ifs(times: usize) -> Result<BTreeMap<String, usize>> {
    let _batch = batch()?;
    let versions = Versions::find()?;
    let jobs = what_if_jobs()?;
    let mut wrong = BTreeMap::new();
    for done in &run_all((0..times).flat_map(|_| jobs.clone()).collect())? {
        if let Some(difference) = difference(done, versions.are_recorded(&done.job))? {
            *wrong.entry(difference).or_default() += 1;
        }
    }
    clean()?;
    Ok(wrong)
}

/// The same, as a command: what depends on chance shows only now and then.
pub fn what_ifs_shown(times: &str) -> Result<bool> {
    let wrong_number = || Error::new(format!("'{times}' is not a number of times, such as 100"));
    let times = times.parse().ok().filter(|times| *times > 0).ok_or_else(wrong_number)?;
    let wrong = what_ifs(times)?;
    wrong.iter().for_each(|(what, count)| print(&format!("{count} of {times} times: {what}\n")));
    print(&format!("Each run {times} times; {} kinds of surprises.\n", wrong.len()));
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
