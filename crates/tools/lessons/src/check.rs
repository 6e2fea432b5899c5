//! Checks lessons: builds and runs all of them, and compares what they do with the records.

use std::collections::BTreeMap;

use classroom::programs::{Runtime, shown};
use classroom::{Error, Result, print, say};

use crate::build::clean;
use crate::complete::faults;
use crate::mistake::Mistake;
use crate::run::{Done, Job, Versions, difference, record, run_all};
use crate::table;
use crate::what_if::WhatIf;

/// Whether nothing is missing. Says what is.
fn are_complete() -> Result<bool> {
    let faults = faults()?;
    faults.iter().for_each(|fault| print(&format!("{fault}\n")));
    Ok(faults.is_empty())
}

/// All programs of mistakes that need no other runtimes, and their Python.
fn mistake_jobs(mistakes: &[Mistake], runtimes: &[Runtime]) -> Result<Vec<Job>> {
    let mut jobs = Vec::new();
    for it in mistakes {
        let cases = [it.cases()?, it.failed_repairs()?, it.repairs()?].concat();
        let needed = |runtime: Option<Runtime>| runtime.is_none_or(|it| runtimes.contains(&it));
        jobs.extend(cases.into_iter().filter(|case| needed(case.runtime)).map(Job::Rust));
        jobs.push(Job::Python(it.python()));
    }
    Ok(jobs)
}

/// All what-ifs, and their Python.
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
    if !are_complete()? {
        return Ok(false);
    }
    let (mistakes, versions) = (Mistake::all()?, Versions::find()?);
    say("Building and running all mistakes; the first time this takes half a minute.");
    let done = run_all(mistake_jobs(&mistakes, runtimes)?)?;
    let mut all_well = true;
    for mistake in &mistakes {
        let mut wrong = Vec::new();
        for it in done.iter().filter(|done| belongs_to(done, mistake)) {
            wrong.extend(difference(it, &versions)?);
        }
        let words = table::in_a_line(mistake, &done)?;
        if words == table::NO_HARM && runtimes == Runtime::ALL {
            wrong.push("it does no harm on any runtime, so it is not a mistake".to_string());
        }
        let verdict =
            if wrong.is_empty() { format!("ok     {words}") } else { "WRONG".to_string() };
        print(&format!("{:<24} {verdict}\n", mistake.name));
        wrong.iter().for_each(|fault| print(&format!("{fault}\n{ADVICE}\n")));
        all_well &= wrong.is_empty();
    }
    if let Some(fault) = table::fault(&mistakes, &versions)? {
        print(&format!("{fault}\n"));
        all_well = false;
    }
    print(&format!("{} mistakes. {}\n", mistakes.len(), versions.compared()));
    Ok(all_well)
}

const ADVICE: &str = "If that is intended: just compile-fail --record";

fn belongs_to(done: &Done, mistake: &Mistake) -> bool {
    match &done.job {
        Job::Rust(case) => case.source.starts_with(&mistake.folder),
        Job::Python(file) => *file == mistake.python(),
    }
}

/// Records anew what mistakes and what-ifs do, and the table that is made of it.
pub fn record_all() -> Result<bool> {
    let (mistakes, versions) = (Mistake::all()?, Versions::find()?);
    say("Building and running all mistakes and what-ifs takes a minute or two.");
    let jobs = [mistake_jobs(&mistakes, &Runtime::ALL)?, what_if_jobs()?].concat();
    let written = record(&run_all(jobs)?, &versions)?;
    written.iter().for_each(|file| print(&format!("recorded {}\n", shown(file))));
    clean()?;
    table::record(&mistakes, &versions)?;
    print("Read the difference before you commit it: git diff\n");
    are_complete()
}

/// Runs each what-if so many times. How often each did not do what is recorded.
pub fn what_ifs(times: usize) -> Result<BTreeMap<String, usize>> {
    let versions = Versions::find()?;
    let jobs = what_if_jobs()?;
    let mut wrong = BTreeMap::new();
    for done in &run_all((0..times).flat_map(|_| jobs.clone()).collect())? {
        if let Some(difference) = difference(done, &versions)? {
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
