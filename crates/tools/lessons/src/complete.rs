//! What lessons lack: the first fault of each, with what to do about it. Nothing is built or run for this.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use classroom::names::Named;
use classroom::programs::{Runtime, Topic, entries, read, root, shown};
use classroom::{Error, Result};

use crate::exercise::Exercise;
use crate::header::{Header, code};
use crate::mistake::{GROUPS, Mistake, STAGE_MISTAKE};
use crate::mutation::Mutation;
use crate::outcome::Outcome;
use crate::run::python_record;
use crate::table;
use crate::text::{Text, derive};
use crate::what_if::WhatIf;

/// What is missing, left over, or not explained.
pub fn faults() -> Result<BTreeSet<String>> {
    let mut results: Vec<_> = Mistake::all()?.iter().map(mistake).collect();
    results.push(table::page().and_then(|(page, new)| {
        let advice = "has another table; record it with: just compile-fail --record";
        require(page == new, &root()?.join(table::PAGE), advice)
    }));
    for it in Exercise::all()? {
        results.extend(Runtime::ALL.map(|runtime| exercise(&it, runtime)));
    }
    let what_ifs = WhatIf::all()?;
    results.extend(what_ifs.iter().map(what_if));
    let files: Vec<_> = what_ifs.iter().flat_map(files_of).collect();
    let folders: BTreeSet<_> = what_ifs.iter().map(|it| &it.folder).collect();
    results.extend(folders.into_iter().map(|folder| no_other_files(folder, &files)));
    for it in Mutation::all()? {
        results.extend([it.patch.apply(&root()?).map(drop), it.catchers().map(drop)]);
    }
    for it in Topic::all()? {
        results.extend(Runtime::ALL.map(|runtime| topic(&it, runtime)));
    }
    let faults = results.iter().filter_map(|result| result.as_ref().err());
    Ok(faults.map(ToString::to_string).collect())
}

fn require(is_so: bool, file: &Path, fault: &str) -> Result<()> {
    is_so.then_some(()).ok_or_else(|| Error::new(format!("{} {fault}", shown(file))))
}

/// A program's header has the command, and paragraphs that begin so.
fn header(file: &Path, text: &str, command: &str, paragraphs: &[&str]) -> Result<()> {
    let (header, line) = (Header::of_program(text), format!("    just {command}"));
    require(header.has_line(&line), file, &format!("needs in its header `//! {line}`"))?;
    for word in paragraphs {
        let is_said = header.notes(word).any(|text| text.len() > 10);
        require(is_said, file, &format!("needs in its header `//! {word}…`"))?;
    }
    Ok(())
}

/// No files belong to nothing, but those that a system or an editor hides.
fn no_other_files(folder: &Path, files: &[PathBuf]) -> Result<()> {
    for path in entries(folder)?.into_iter().filter(|path| path.is_file()) {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes()[0] == b'.');
        let advice = "belongs to no lesson: delete or rename it";
        require(is_hidden || files.contains(&path), &path, advice)?;
    }
    Ok(())
}

fn mistake(it: &Mistake) -> Result<()> {
    let is_stage = it.name == STAGE_MISTAKE.0;
    let mut files = vec![it.python(), python_record(&it.python())];
    require(files[0].is_file(), &files[0], "is missing: show the mistake in Python, too")?;
    Outcome::recorded(&files[1])?;
    let paragraphs = ["Goal: ", "Mistake: ", "asyncio: ", "Repair: ", "When it runs: "];
    let paragraphs = if it.refused { &paragraphs[..4] } else { &paragraphs };
    let programs = [
        ("fail", it.cases()?, paragraphs),
        ("fail", it.failed_repairs()?, &[]),
        ("repair", it.repairs()?, &[]),
    ];
    for (command, cases, paragraphs) in programs {
        for case in cases {
            let mut command = format!("{command} {}", case.name);
            if is_stage && case.refused {
                command = command.replace("fail", "run").replace(STAGE_MISTAKE.0, STAGE_MISTAKE.1);
            } else if !case.refused {
                command = command.replacen("-repair", "", 1);
            }
            header(&case.source, &case.text, &command, paragraphs)?;
            let message = case.recorded()?.message;
            let headline = message.lines().next().unwrap_or_default();
            let mut lines = case.text.lines().map(|line| line.trim_start_matches("//!").trim());
            let is_quoted = headline.is_empty() || lines.any(|line| line == headline);
            require(is_quoted, &case.source, &format!("needs in its header `{headline}`"))?;
            holds_everywhere(&message, &case.source)?;
            files.extend([case.recorded_in(), case.source]);
        }
    }
    if is_stage {
        return Ok(());
    }
    no_other_files(&it.folder, &files)?;
    let list = root()?.join("examples/mistakes/README.md");
    let group = GROUPS.iter().find(|(_, refused)| *refused == it.refused);
    let link = format!("({}/{}/", group.map_or("", |it| it.0), it.name);
    require(read(&list)?.contains(&link), &list, &format!("needs a line with {link}"))
}

/// A recorded message may quote this workspace only: others differ from machine to machine.
fn holds_everywhere(message: &str, source: &Path) -> Result<()> {
    for line in message.lines().map(str::trim_start) {
        let place = line.strip_prefix("--> ").or(line.strip_prefix("::: "));
        let is_ours = place.is_none_or(|place| {
            let file = place.split(".rs").next().unwrap_or_default();
            source.ends_with(format!("{file}.rs")) || file.contains("crates/asyncio/src/")
        });
        let is_foreign = ["$RUST", "$CARGO", "'/", ":\\", " /"].iter().any(|it| line.contains(it));
        let advice = "must change until rustc's message quotes nothing of this machine, as in:";
        require(is_ours && !is_foreign, source, &format!("{advice} {line}"))?;
    }
    Ok(())
}

fn exercise(it: &Exercise, runtime: Runtime) -> Result<()> {
    let (name, start, solution) = (it.on(runtime), it.start(), it.solution());
    let (file, text) = (start.file(Some(runtime)), start.on(Some(runtime))?);
    let paragraphs = ["Exercise: ", "Goal: ", "Now: ", "Change: "];
    header(&file, &text, &format!("exercise {name}"), &paragraphs)?;
    let has_output = Header::of_program(&text).output().is_some();
    require(has_output, &file, "needs a block ```text with what it should print")?;
    require(code(&text).matches("TODO").count() == 1, &file, "needs one TODO")?;
    let answer = solution.file(Some(runtime));
    header(&answer, &solution.on(Some(runtime))?, &format!("solution {name}"), &[])?;
    let (right, wrong) = it.other_answers(runtime)?;
    for patch in right.iter().chain(&wrong) {
        patch.apply_to(&answer)?;
    }
    wrong.iter().try_for_each(|patch| patch.note("Says: ").map(drop))?;
    let two_wrong = format!("needs two wrong answers for {runtime}");
    require(wrong.len() >= 2, &it.folder, &two_wrong)?;
    for text in [it.explanation()?, it.hints()?.join("\n")] {
        let is_narrow = text.lines().all(|line| line.chars().count() <= 80);
        require(is_narrow, &it.folder, "has a text with lines of more than 80 columns")?;
    }
    let mut files =
        ["check.rs", "explanation.md", "hints.md"].map(|name| it.folder.join(name)).to_vec();
    for runtime in Runtime::ALL.map(Some) {
        files.extend([start.file(runtime), solution.file(runtime)]);
    }
    no_other_files(&it.folder, &files)
}

fn what_if(it: &WhatIf) -> Result<()> {
    let ([patch, ..], reason) = (files_of(it), it.reason());
    require(it.question()?.ends_with('?'), &patch, "must ask: `Question: …?`")?;
    let is_explained = reason.len() >= 100 && reason.contains("asyncio");
    require(is_explained, &patch, "must explain what happens and what that says of asyncio")?;
    it.cases()?.iter().try_for_each(|case| case.recorded().map(drop))?;
    it.python().map_or(Ok(()), |python| Outcome::recorded(&python_record(&python)).map(drop))
}

/// Those that it may have.
fn files_of(it: &WhatIf) -> [PathBuf; 6] {
    let ends = ["patch", "txt", "async_std.txt", "smol.txt", "py", "python.txt"];
    ends.map(|end| it.folder.join(format!("{}.{end}", it.name())))
}

/// A stage or an example: its header, and that its programs differ only where they must.
fn topic(it: &Topic, runtime: Runtime) -> Result<()> {
    let text = Text::new(&it.sources, "");
    let (file, program) = (text.file(Some(runtime)), text.on(Some(runtime))?);
    header(&file, &program, &format!("run {}-{runtime}", it.name), &[])?;
    let tokio = text.on(Some(Runtime::Tokio))?;
    let uses_asyncio = tokio.contains("asyncio::run(");
    let is_same = without_output(&program) == without_output(&derive(&tokio, runtime));
    let fault = "differs from tokio.rs in more than the runtime's own words";
    require(is_same || !uses_asyncio, &file, fault)?;
    if it.name.starts_with("stage") {
        return Ok(());
    }
    require(it.asyncio().is_some() || !uses_asyncio, &it.sources, "needs an asyncio.py")?;
    let list = root()?.join("examples/README.md");
    require(read(&list)?.contains(&it.package), &list, &format!("needs a line on {}", it.name))
}

/// A program without the block that says what it prints, which may depend on the runtime.
fn without_output(text: &str) -> String {
    let output = Header::of_program(text).output().unwrap_or_default();
    let lines = output.lines().map(|line| format!("//! {line}\n"));
    lines.fold(text.to_string(), |text, line| text.replacen(&line, "", 1))
}
