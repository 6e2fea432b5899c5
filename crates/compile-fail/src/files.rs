//! No mistake can be lost: each has all its files, and no file is without a mistake.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use classroom::mistakes::{Case, Mistake};
use classroom::programs::{read, root};
use classroom::run::Headline;

/// What is missing, or too much, or not explained; each with what to do about it.
///
/// # Errors
/// If a folder or a file cannot be read.
pub fn faults(mistakes: &[Mistake]) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    let mut expected = BTreeSet::new();
    for mistake in mistakes {
        for (file, advice) in needed(mistake) {
            if !file.is_file() {
                faults.push(format!("{} is missing: {advice}", shown(&file)));
            }
            expected.insert(file);
        }
    }
    let folder = root()?.join("crates/mistakes");
    for file in files(&folder.join("refused"))?.into_iter().chain(files(&folder.join("accepted"))?)
    {
        if !expected.contains(&file) {
            let advice = "a new mistake must be named in crates/classroom/src/mistakes.rs, a file that nobody uses deleted";
            faults.push(format!("{} belongs to no mistake: {advice}", shown(&file)));
        }
    }
    if faults.is_empty() {
        let tests = read(&folder.join("tests/does_not_compile.rs"))?;
        for mistake in mistakes {
            for case in mistake.all_cases() {
                faults.extend(header_faults(mistake, case)?);
                if mistake.refused {
                    faults.extend(message_faults(case, &tests)?);
                }
            }
        }
    }
    Ok(faults)
}

const RECORD: &str = "record it with: just compile-fail --record";

/// All files of a mistake, and what to do where one is missing.
fn needed(mistake: &Mistake) -> Vec<(PathBuf, &'static str)> {
    let mut needed = vec![
        (mistake.repaired(), RECORD),
        (mistake.python(), "each mistake is shown in Python, too"),
        (mistake.python().with_extension("txt"), RECORD),
    ];
    for case in mistake.all_cases() {
        let gone = "a mistake that is gone must not be named in crates/classroom/src/mistakes.rs";
        needed.push((case.mistake.source.clone(), gone));
        needed.push((case.repair.source.clone(), "each mistake needs its repair beside it"));
        needed.push((case.recorded(), RECORD));
    }
    needed
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let unreadable = |error| format!("cannot read {}: {error}", folder.display());
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        match path.is_dir() {
            true => all.extend(files(&path)?),
            false => all.push(path),
        }
    }
    all.sort();
    Ok(all)
}

/// The file's path in the workspace.
fn shown(file: &Path) -> String {
    let root = root().unwrap_or_default();
    file.strip_prefix(root).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

/// The header must explain the mistake, and quote what rustc says of it.
fn header_faults(mistake: &Mistake, case: &Case) -> Result<Vec<String>, String> {
    let text = case.mistake.text()?;
    let header: Vec<_> = text.lines().map_while(|line| line.strip_prefix("//!")).collect();
    let mut lines = Vec::new();
    let is_detour = mistake.detour.as_ref().is_some_and(|detour| detour.name == case.name);
    if !is_detour {
        let command = match case.mistake.package == "mistakes" {
            true => format!("just fail {}", case.name),
            false => format!("just run {}", case.mistake.name),
        };
        lines.push(format!("     {command}"));
    }
    if mistake.refused {
        lines.push(format!("     {}", Headline::of(&read(&case.recorded())?)?));
    }
    let mut begins = Vec::new();
    if !is_detour {
        begins.extend([" Goal: ", " Mistake: ", " asyncio: ", " Way out: "]);
        if !mistake.refused {
            begins.push(" When it runs: ");
        }
    }
    lines.retain(|line| !header.contains(&line.as_str()));
    begins.retain(|begin| !header.iter().any(|line| line.starts_with(begin)));
    lines.extend(begins.iter().map(|begin| format!("{begin}…")));
    let file = shown(&case.mistake.source);
    Ok(lines.iter().map(|line| format!("{file}: its header must have `//!{line}`")).collect())
}

/// The recorded message must hold on every machine, and be compared by a test.
fn message_faults(case: &Case, tests: &str) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    let (recorded, source) = (shown(&case.recorded()), shown(&case.mistake.source));
    for line in read(&case.recorded())?.lines() {
        let place =
            line.trim_start().strip_prefix("--> ").or(line.trim_start().strip_prefix("::: "));
        let Some(place) = place else { continue };
        let file = place.split(':').next().unwrap_or_default();
        let is_ours = match file.strip_prefix("$WORKSPACE/") {
            Some(file) => root()?.join(file).is_file(),
            None => source.ends_with(&format!("/{file}")),
        };
        if !is_ours {
            let advice = "what it quotes differs from machine to machine; change the mistake until rustc does not quote it";
            faults.push(format!(
                "{recorded} quotes {place}, which is not in this repository: {advice}"
            ));
        }
    }
    if let Some(file) = source.strip_prefix("crates/mistakes/")
        && !tests.contains(&format!("\"{file}\""))
    {
        faults.push(format!("{source} is not named in crates/mistakes/tests/does_not_compile.rs"));
    }
    Ok(faults)
}
