//! Lists all that lessons lack, and what to do about it, without building or running anything.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use classroom::Result;
use classroom::names::Named;
use classroom::programs::{Runtime, Topic, entries, folders, read, root, shown};

use crate::exercise::Exercise;
use crate::header::{Header, code};
use crate::mistake::{FAILED_REPAIR, GROUPS, Mistake, STAGE_MISTAKE};
use crate::mutation;
use crate::outcome::Outcome;
use crate::run::{python_record, recorded_python};
use crate::table;
use crate::text::{Text, derive};
use crate::what_if::WhatIf;

/// What is missing, left over, or not explained.
pub fn faults() -> Result<BTreeSet<String>> {
    let mut faults = Faults::default();
    faults.of_each(&Mistake::all()?, mistake);
    let pages = faults.take(recorded_python().and_then(|python| table::pages(&python)));
    for (file, old, new) in pages.unwrap_or_default() {
        let advice = "has another table; record it with: just compile-fail --record";
        faults.require(old == new, &file, advice);
    }
    let (exercises, folder) = (Exercise::all()?, root()?.join("examples/exercises"));
    for name in folders(&folder)? {
        let is_listed = exercises.iter().any(|it| it.name() == name)
            || !folder.join(&name).join("start.rs").is_file();
        let advice = "needs a line in crates/tools/lessons/src/exercise/judge.rs";
        faults.require(is_listed, &folder.join(name), advice);
    }
    faults.of_each(&exercises, exercise);
    let what_ifs = WhatIf::all()?;
    faults.of_each(&what_ifs, what_if);
    let files: Vec<_> = what_ifs.iter().flat_map(files_of).collect();
    for folder in files.iter().filter_map(|file| file.parent()).collect::<BTreeSet<_>>() {
        no_other_files(folder, &files, &mut faults)?;
    }
    for it in mutation::all()? {
        faults.take(it.apply(&root()?));
        faults.take(mutation::catchers(&it));
    }
    faults.of_each(&Topic::all()?, topic);
    Ok(faults.0)
}

/// A line for each. A fault that the three runtimes' programs share has one line.
#[derive(Default)]
struct Faults(BTreeSet<String>);

impl Faults {
    fn of_each<T>(&mut self, all: &[T], check: fn(&T, &mut Faults) -> Result<()>) {
        for it in all {
            let done = check(it, self);
            self.take(done);
        }
    }

    fn require(&mut self, is_so: bool, file: &Path, fault: &str) {
        if !is_so {
            self.0.insert(format!("{} {fault}", shown(file)));
        }
    }

    /// What could be read, or else why it could not.
    fn take<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|error| self.0.insert(error.to_string())).ok()
    }

    /// A program. A missing one counts as empty, so that the faults say what must be in it.
    fn text(&mut self, text: &Text, runtime: Runtime) -> String {
        self.take(text.on(Some(runtime))).unwrap_or_default()
    }
}

/// A program's header has the command, and paragraphs that begin so.
fn header(faults: &mut Faults, file: &Path, text: &str, command: &str, paragraphs: &[&str]) {
    let (header, line) = (Header::of_program(text), format!("    just {command}"));
    faults.require(!header.purpose().is_empty(), file, "must begin with `//! ` and what it shows");
    faults.require(header.has_line(&line), file, &format!("needs in its header `//! {line}`"));
    for word in paragraphs {
        let is_said = header.notes(word).any(|text| text.len() > 10);
        faults.require(is_said, file, &format!("needs in its header `//! {word}…`"));
    }
}

/// Each file belongs to a lesson, except hidden files of a system or an editor.
fn no_other_files(folder: &Path, files: &[PathBuf], faults: &mut Faults) -> Result<()> {
    for path in entries(folder)?.into_iter().filter(|path| path.is_file()) {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes()[0] == b'.');
        let advice = "belongs to no lesson: delete or rename it";
        faults.require(is_hidden || files.contains(&path), &path, advice);
    }
    Ok(())
}

fn mistake(it: &Mistake, faults: &mut Faults) -> Result<()> {
    let is_stage = it.name == STAGE_MISTAKE.0;
    let mut files = vec![it.python(), python_record(&it.python())];
    faults.require(files[0].is_file(), &files[0], "is missing: show the mistake in Python, too");
    faults.take(Outcome::recorded(&files[1]));
    let paragraphs = ["Goal: ", "Mistake: ", "asyncio: ", "Repair: ", "When it runs: "];
    let paragraphs = if it.refused { &paragraphs[..4] } else { &paragraphs };
    let (command, name) = if is_stage { ("run", STAGE_MISTAKE.1) } else { ("fail", &it.name[..]) };
    let mut programs = vec![
        (command, name.to_string(), it.mistake.clone(), it.refused, paragraphs),
        ("repair", it.name.clone(), it.repair(), false, &[]),
    ];
    if let Some(text) = it.failed_repair() {
        programs.push(("fail", format!("{}{FAILED_REPAIR}", it.name), text, true, &[]));
    }
    for (command, name, text, refused, paragraphs) in programs {
        // If it is missing, that says what must be in it, too.
        let missing = || vec![text.case(&name, refused, None, String::new())];
        for case in faults.take(text.cases(&name, refused)).unwrap_or_else(missing) {
            let command = format!("{command} {}", case.name);
            header(faults, &case.source, &case.text, &command, paragraphs);
            let recorded = faults.take(case.recorded());
            let message = recorded.map_or(String::new(), |recorded| recorded.message);
            let headline = message.lines().next().unwrap_or_default();
            let mut lines = case.text.lines().map(|line| line.trim_start_matches("//!").trim());
            let is_quoted = headline.is_empty() || lines.any(|line| line == headline);
            faults.require(is_quoted, &case.source, &format!("needs in its header `{headline}`"));
            holds_everywhere(&message, &case.source, faults);
            files.extend([case.recorded_in(), case.source]);
        }
    }
    if is_stage {
        return Ok(());
    }
    no_other_files(&it.folder, &files, faults)?;
    let list = root()?.join("examples/mistakes/README.md");
    let group = GROUPS.iter().find(|(_, refused)| *refused == it.refused);
    let link = format!("({}/{}/", group.map_or("", |it| it.0), it.name);
    faults.require(read(&list)?.contains(&link), &list, &format!("needs a line with {link}"));
    Ok(())
}

/// A recorded message may quote this workspace only: others differ from machine to machine.
fn holds_everywhere(message: &str, source: &Path, faults: &mut Faults) {
    for line in message.lines().map(str::trim_start) {
        let place = line.strip_prefix("--> ").or(line.strip_prefix("::: "));
        let is_ours = place.is_none_or(|place| {
            let file = place.split(".rs").next().unwrap_or_default();
            source.ends_with(format!("{file}.rs")) || file.contains("crates/asyncio/src/")
        });
        let is_foreign = ["$RUST", "$CARGO", "'/", ":\\", " /"].iter().any(|it| line.contains(it));
        let advice = "must change until rustc's message quotes nothing of this machine, as in:";
        faults.require(is_ours && !is_foreign, source, &format!("{advice} {line}"));
    }
}

fn exercise(it: &Exercise, faults: &mut Faults) -> Result<()> {
    Runtime::ALL.into_iter().try_for_each(|runtime| exercise_on(it, runtime, faults))
}

fn exercise_on(it: &Exercise, runtime: Runtime, faults: &mut Faults) -> Result<()> {
    let (name, start, solution) = (it.on(runtime), it.start(), it.solution());
    let (file, text) = (start.file(Some(runtime)), faults.text(&start, runtime));
    let paragraphs = ["Exercise: ", "Goal: ", "Now: ", "Change: "];
    header(faults, &file, &text, &format!("exercise {name}"), &paragraphs);
    let has_output = Header::of_program(&text).output().is_some();
    faults.require(has_output, &file, "needs a block ```text with what it should print");
    faults.require(code(&text).matches("TODO").count() == 1, &file, "needs one TODO");
    let answer = solution.file(Some(runtime));
    let text = faults.text(&solution, runtime);
    header(faults, &answer, &text, &format!("solution {name}"), &[]);
    let (right, wrong) = it.other_answers(runtime)?;
    for patch in right.iter().chain(&wrong) {
        faults.take(patch.apply_to(&answer));
    }
    for patch in &wrong {
        faults.take(patch.note("Says: "));
    }
    let two_wrong = format!("needs two wrong answers for {runtime}");
    faults.require(wrong.len() >= 2, &it.folder, &two_wrong);
    let hints = it.hints().map(|hints| hints.join("\n"));
    for text in [it.explanation(), hints] {
        let text = faults.take(text).unwrap_or_default();
        let is_narrow = text.lines().all(|line| line.chars().count() <= 80);
        faults.require(is_narrow, &it.folder, "has a text with lines of more than 80 columns");
    }
    let mut files =
        ["check.rs", "explanation.md", "hints.md"].map(|name| it.folder.join(name)).to_vec();
    for runtime in Runtime::ALL.map(Some) {
        files.extend([start.file(runtime), solution.file(runtime)]);
    }
    no_other_files(&it.folder, &files, faults)
}

fn what_if(it: &WhatIf, faults: &mut Faults) -> Result<()> {
    let (patch, reason) = (&it.patch.file, it.reason());
    faults.require(it.question()?.ends_with('?'), patch, "must ask: `Question: …?`");
    let is_explained = reason.len() >= 100 && reason.contains("asyncio");
    faults.require(is_explained, patch, "must explain what happens and what that says of asyncio");
    for runtime in Runtime::ALL {
        let choices = faults.take(it.choices(runtime)).unwrap_or_default();
        let texts: BTreeSet<_> = choices.iter().flat_map(|it| [&it.0, &it.2]).collect();
        let all_differ = texts.len() == 2 * choices.len() && !texts.contains(&String::new());
        let fault = "needs two or three lines `Wrong: <answer> | <why>`, wrong on each runtime";
        faults.require(all_differ && (3..=4).contains(&choices.len()), patch, fault);
    }
    if let Some(python) = it.python() {
        faults.take(Outcome::recorded(&python_record(&python)));
    }
    Ok(())
}

/// Those that it may have.
fn files_of(it: &WhatIf) -> [PathBuf; 6] {
    let ends = ["patch", "txt", "async_std.txt", "smol.txt", "py", "python.txt"];
    ends.map(|end| it.patch.file.with_extension(end))
}

/// A stage or an example: its header, and that its programs differ only where they must.
fn topic(it: &Topic, faults: &mut Faults) -> Result<()> {
    let text = Text::of_topic(it);
    let tokio = faults.text(&text, Runtime::Tokio);
    let uses_asyncio = tokio.contains("asyncio::run(");
    let is_alone = it.sources.starts_with(root()?.join("examples/runtime-alone"));
    for runtime in Runtime::ALL {
        let (file, program) = (text.file(Some(runtime)), faults.text(&text, runtime));
        header(faults, &file, &program, &format!("run {}-{runtime}", it.name), &[]);
        let is_same = without_output(&program) == without_output(&derive(&tokio, runtime));
        let fault = "differs from tokio.rs in more than the runtime forces";
        faults.require(is_same || !uses_asyncio, &file, fault);
        if is_alone {
            alone(&file, &program, faults);
        }
    }
    let needs_python = uses_asyncio || is_alone;
    faults.require(it.asyncio().is_some() || !needs_python, &it.sources, "needs an asyncio.py");
    if it.name.starts_with("stage") {
        return Ok(());
    }
    let list = root()?.join("examples/README.md");
    faults.require(
        read(&list)?.contains(&it.package),
        &list,
        &format!("needs a line on {}", it.name),
    );
    Ok(())
}

/// A program with its runtime alone is short, and its header says what it needs in an empty package.
fn alone(file: &Path, program: &str, faults: &mut Faults) {
    let has_add = Header::of_program(program).notes("    cargo add ").next().is_some();
    faults.require(has_add, file, "needs in its header `//!     cargo add …`");
    let (text, code) = (without_output(program), code(program));
    let is_header = |line: &&str| line.starts_with("//!") && !line.starts_with("//! ```");
    let is_code = |line: &&str| !line.is_empty() && !line.trim_start().starts_with("//");
    for (part, lines, most) in [
        ("code", code.lines().filter(is_code).count(), 60),
        ("header without the output", text.lines().filter(is_header).count(), 20),
    ] {
        faults.require(
            lines <= most,
            file,
            &format!("has {lines} lines of {part}: at most {most}"),
        );
    }
}

/// A program without the block that says what it prints, which may depend on the runtime.
fn without_output(text: &str) -> String {
    let output = Header::of_program(text).output().unwrap_or_default();
    let lines = output.lines().map(|line| format!("//! {line}\n"));
    lines.fold(text.to_string(), |text, line| text.replacen(&line, "", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_missing_program_must_contain_is_said_at_once() {
        let folder = std::env::temp_dir().join(format!("new-one-{}", std::process::id()));
        std::fs::create_dir(&folder).unwrap();
        let text = Text::new(&folder, "mistake");
        let it = Mistake { name: "it".into(), refused: false, folder, mistake: text };
        let mut faults = Faults::default();
        mistake(&it, &mut faults).unwrap();
        std::fs::remove_dir(&it.folder).unwrap();
        for part in
            ["mistake.rs is missing", "mistake.txt is", "`//! Goal: ", "just repair it`", "README"]
        {
            assert!(faults.0.iter().any(|fault| fault.contains(part)), "{part}: {:#?}", faults.0);
        }
    }
}
