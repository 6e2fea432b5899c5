//! No mistake can be lost: each has all its files, and no file is without a mistake.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use classroom::mistakes::{Case, Mistake};
use classroom::programs::{read, root};
use classroom::run::Headline;

use crate::compiler::folder_of;

/// What is missing, or too much, or not explained; each with what to do about it.
///
/// # Errors
/// If a folder or a file cannot be read.
pub fn faults(mistakes: &[Mistake]) -> Result<Vec<String>, String> {
    let mut faults = faults_before_recording(mistakes)?;
    for mistake in mistakes {
        for file in recorded(mistake) {
            if !file.is_file() {
                let advice = "record it with: just compile-fail --record";
                faults.push(format!("{} is missing: {advice}", shown(&file)));
            } else if read(&file)?.trim().is_empty() {
                faults.push(format!("{} is empty, so it proves nothing", shown(&file)));
            }
        }
        for case in mistake.all_cases().filter(|case| case.refused && case.recorded().is_file()) {
            faults.extend(message_faults(case)?);
        }
    }
    Ok(faults)
}

/// The same, but for what is recorded.
///
/// # Errors
/// If a folder or a file cannot be read.
pub fn faults_before_recording(mistakes: &[Mistake]) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    let mut expected = BTreeSet::new();
    for mistake in mistakes {
        for (file, advice) in written(mistake) {
            if !file.is_file() {
                faults.push(format!("{} is missing: {advice}", shown(&file)));
            }
            expected.insert(file);
        }
        expected.extend(recorded(mistake));
        for case in mistake.all_cases() {
            faults.extend(header_faults(mistake, case)?);
            faults.extend(manifest_faults(case)?);
        }
    }
    let root = root()?;
    let stage = root.join("crates").join("stage1-await-in-callback");
    for folder in [
        root.join("examples/mistakes/refused-by-rustc"),
        root.join("examples/mistakes/failing-when-run"),
        stage.join("src"),
        stage.join("repair"),
    ] {
        for file in files(&folder)?.into_iter().filter(|file| !expected.contains(file)) {
            let advice = "a new mistake must be named in crates/tools/classroom/src/mistakes.rs, a file that nobody uses deleted";
            faults.push(format!("{} belongs to no mistake: {advice}", shown(&file)));
        }
    }
    Ok(faults)
}

/// What a person writes, and what to do where it is missing.
fn written(mistake: &Mistake) -> Vec<(PathBuf, &'static str)> {
    let mut files = vec![(mistake.python(), "each mistake is shown in Python, too")];
    for case in mistake.all_cases() {
        let gone = "write it, or take its name out of crates/tools/classroom/src/mistakes.rs";
        files.push((case.mistake.source.clone(), gone));
        files.push((case.repair.source.clone(), "each mistake needs its repair beside it"));
    }
    files
}

fn recorded(mistake: &Mistake) -> Vec<PathBuf> {
    let shared = [mistake.repaired(), mistake.python().with_extension("txt")];
    shared.into_iter().chain(mistake.all_cases().map(Case::recorded)).collect()
}

/// All files of a folder, but those that a system or an editor hides there.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let unreadable = |error| format!("cannot read {}: {error}", folder.display());
    let mut all = Vec::new();
    if !folder.exists() {
        return Ok(all);
    }
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        if path.is_dir() {
            all.extend(files(&path)?);
        } else if !entry.file_name().to_string_lossy().starts_with('.') {
            all.push(path);
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
    if !case.mistake.source.is_file() || !case.repair.source.is_file() {
        return Ok(Vec::new());
    }
    let is_detour = mistake.detour.as_ref().is_some_and(|detour| detour.name == case.name);
    let command = match case.mistake.package == "mistakes" {
        true => format!("just fail {}", case.name),
        false => format!("just run {}", case.mistake.name),
    };
    let mut lines = vec![format!("    {command}")];
    if case.recorded().is_file() && case.refused {
        lines.push(format!("    {}", Headline::of(&read(&case.recorded())?)?));
    }
    let mut paragraphs = Vec::new();
    if !is_detour {
        paragraphs.extend(["Goal: ", "Mistake: ", "asyncio: ", "Way out: "]);
    }
    if !case.refused {
        paragraphs.push("When it runs: ");
    }
    let mut faults = missing_in_header(&case.mistake.source, &lines, &paragraphs)?;
    if !is_detour {
        let command = format!("    just repair {}", case.name);
        faults.extend(missing_in_header(&case.repair.source, &[command], &[])?);
    }
    Ok(faults)
}

fn missing_in_header(
    file: &Path,
    lines: &[String],
    paragraphs: &[&str],
) -> Result<Vec<String>, String> {
    let text = read(file)?;
    let header = text.lines().map_while(|line| line.strip_prefix("//!"));
    let header: Vec<_> = header.map(|line| line.strip_prefix(' ').unwrap_or_default()).collect();
    let is_there = |line: &&String| header.contains(&line.as_str());
    let says = |begin: &str| {
        let texts = header.iter().filter_map(|line| line.strip_prefix(begin));
        texts.into_iter().any(|text| text.len() > 10)
    };
    let missing = lines.iter().filter(|line| !is_there(line)).cloned();
    let unsaid = paragraphs.iter().filter(|begin| !says(begin)).map(|begin| format!("{begin}…"));
    let missing = missing.chain(unsaid);
    Ok(missing.map(|line| format!("{}: its header must have `//! {line}`", shown(file))).collect())
}

/// cargo must know the programs, and trybuild the mistakes that rustc refuses.
fn manifest_faults(case: &Case) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    let folder = root()?.join(folder_of(&case.mistake.package));
    let manifest = folder.join("Cargo.toml");
    for program in [&case.mistake, &case.repair] {
        let line = format!("name = \"{}\"", program.name);
        if !read(&manifest)?.lines().any(|other| other == line) {
            let advice = "add a [[bin]] like those beside it";
            faults.push(format!("{} does not name {}: {advice}", shown(&manifest), program.name));
        }
    }
    let test = folder.join("tests/does_not_compile.rs");
    if case.refused {
        let file = shown(&case.mistake.source);
        let name = file.strip_prefix(&format!("{}/", shown(&folder))).unwrap_or(&file);
        let is_named = |line: &str| {
            let line = line.trim_start();
            line.trim_start_matches('(').starts_with(&format!("\"{name}\""))
        };
        if !read(&test)?.lines().any(is_named) {
            faults.push(format!("{} does not name {name}: add it to the others", shown(&test)));
        }
    }
    Ok(faults)
}

/// The recorded message must hold on every machine.
fn message_faults(case: &Case) -> Result<Vec<String>, String> {
    let text = read(&case.recorded())?;
    let package = folder_of(&case.mistake.package);
    let own_file = case.mistake.path()?;
    let mut foreign = Vec::new();
    for line in text.lines().map(str::trim_start) {
        let place = line.strip_prefix("--> ").or(line.strip_prefix("::: "));
        let Some(place) = place else {
            // As in: the full name for the type has been written to '/…'
            if ["$RUST", "$CARGO", "'/", ":\\", " /"].iter().any(|path| line.contains(path)) {
                foreign.push(line);
            }
            continue;
        };
        let file = place.split(':').next().unwrap_or_default();
        let is_ours = match file.strip_prefix("$WORKSPACE/") {
            Some(file) => !file.contains("..") && root()?.join(file).is_file(),
            None => format!("{package}{file}") == own_file,
        };
        if !is_ours {
            foreign.push(place);
        }
    }
    let advice = "what it quotes differs from machine to machine; change the mistake until rustc does not quote it";
    let recorded = shown(&case.recorded());
    let foreign = foreign.iter();
    Ok(foreign
        .map(|it| format!("{recorded} quotes {it}, which is not in this repository: {advice}"))
        .collect())
}
