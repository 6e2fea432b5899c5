//! What is recorded of the what-ifs, and where it no longer holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use classroom::compare::unified;
use classroom::outcome::Outcome;
use classroom::programs::{Runtime, root};
use classroom::python::{NO_PYTHON, Python};
use compile_fail::compiler::Toolchain;

use crate::WhatIf;
use crate::build::{build, clean};
use crate::run::{Did, Patience, all};

/// Each what-if on each runtime.
#[must_use]
pub fn cases(what_ifs: &[WhatIf]) -> Vec<(&WhatIf, Runtime)> {
    what_ifs.iter().flat_map(|it| Runtime::ALL.map(|runtime| (it, runtime))).collect()
}

/// How a what-if differs from what is recorded of it. Another compiler may word its messages otherwise,
/// and so may another Python.
///
/// # Errors
/// If nothing is recorded.
pub fn difference(did: &Did<'_>, toolchain: &Toolchain) -> Result<Option<String>, String> {
    let Did { what_if, runtime, outcome } = did;
    let (name, recorded, in_full) = match runtime {
        Some(runtime) => (what_if.on(*runtime), what_if.recorded(*runtime)?, toolchain.is_pinned()),
        None => (format!("{} in Python", what_if.name), what_if.recorded_of_python()?, false),
    };
    let same = match in_full {
        true => recorded.allows(outcome),
        false => recorded.without_messages().allows(&outcome.without_messages()),
    };
    Ok((!same).then(|| {
        let diff = unified(&recorded.text(), &outcome.text(), "now");
        format!("{name} does not do what is recorded; {ADVICE}\n{diff}")
    }))
}

/// Builds all of them, runs each so many times, and cleans up. How often each does not do what is recorded.
///
/// # Errors
/// If a program cannot be built or started, or nothing is recorded.
pub fn check(times: usize) -> Result<BTreeMap<String, usize>, String> {
    let (toolchain, python, what_ifs) = (Toolchain::find()?, Python::find(), WhatIf::all()?);
    let cases = cases(&what_ifs);
    let built = build(&cases)?;
    let patience = |what_if: &WhatIf, runtime: Option<Runtime>| {
        let recorded = runtime.map_or(what_if.recorded_of_python(), |it| what_if.recorded(it));
        Patience::with(recorded.ok().as_ref())
    };
    let all = all(&cases.repeat(times), &built, python.as_ref(), patience)?;
    clean()?;
    let mut wrong = BTreeMap::new();
    for did in &all {
        if let Some(difference) = difference(did, &toolchain)? {
            *wrong.entry(difference).or_default() += 1;
        }
    }
    Ok(wrong)
}

const ADVICE: &str = "if that is right: just what-if --record";

/// Records anew what does not hold any more. What still does is kept, since only a person can say what
/// depends on chance. The files that it has written.
///
/// # Errors
/// If a program cannot be built, a file not be written, or this is another compiler.
pub fn record() -> Result<Vec<PathBuf>, String> {
    let toolchain = Toolchain::find()?;
    if !toolchain.is_pinned() {
        return Err(format!("record with the compiler of rust-toolchain.toml. {toolchain}"));
    }
    let python = Python::find().ok_or(NO_PYTHON)?;
    let what_ifs = WhatIf::all()?;
    let cases = cases(&what_ifs);
    let built = build(&cases)?;
    // One that has changed may not hang any more, or hang now.
    let all = all(&cases, &built, Some(&python), |_, _| Patience::Long)?;
    let mut written = Vec::new();
    for what_if in &what_ifs {
        let (mut rust, mut of_python) = (Vec::new(), None);
        for did in all.iter().filter(|did| std::ptr::eq(did.what_if, what_if)) {
            match did.runtime {
                Some(runtime) => rust.push((runtime, &did.outcome)),
                None => of_python = Some(&did.outcome),
            }
        }
        let holds = |(runtime, outcome): &(Runtime, &Outcome)| {
            what_if.recorded(*runtime).is_ok_and(|recorded| recorded.allows(outcome))
        };
        if !rust.iter().all(holds) {
            record_rust(what_if, &rust, &mut written)?;
        }
        if let (Some((_, record)), Some(outcome)) = (what_if.python(), of_python)
            && !Outcome::recorded(&record).is_ok_and(|recorded| recorded.allows(outcome))
        {
            write(&record, outcome, &mut written)?;
        }
    }
    clean()?;
    Ok(written)
}

/// One file if all runtimes do the same, otherwise one for each.
fn record_rust(
    what_if: &WhatIf,
    outcomes: &[(Runtime, &Outcome)],
    written: &mut Vec<PathBuf>,
) -> Result<(), String> {
    let all_same = outcomes.iter().all(|(_, outcome)| *outcome == outcomes[0].1);
    for (runtime, outcome) in outcomes {
        let own = what_if.record(Some(*runtime));
        match all_same {
            true if own.is_file() => fs::remove_file(&own).map_err(|error| error.to_string())?,
            true => {}
            false => write(&own, outcome, written)?,
        }
    }
    let shared = what_if.record(None);
    match all_same {
        true => write(&shared, outcomes[0].1, written),
        false if shared.is_file() => fs::remove_file(&shared).map_err(|error| error.to_string()),
        false => Ok(()),
    }
}

fn write(file: &Path, outcome: &Outcome, written: &mut Vec<PathBuf>) -> Result<(), String> {
    fs::write(file, outcome.text())
        .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    written.push(file.strip_prefix(root()?).unwrap_or(file).to_path_buf());
    Ok(())
}
