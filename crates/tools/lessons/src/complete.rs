//! What a lesson lacks: all of it at once, each with what to do about it. Nothing is built or run for this.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use classroom::Result;
use classroom::names::Named;
use classroom::programs::{Runtime, Topic, entries, read, root, shown};

use crate::exercise::Exercise;
use crate::header::{Header, code};
use crate::mistake::{GROUPS, Mistake, STAGE_MISTAKE};
use crate::mutation::Mutation;
use crate::run::python_record;
use crate::table;
use crate::text::{Case, Text, derive};
use crate::what_if::WhatIf;

/// What is missing, left over, or not explained, in all lessons.
pub fn faults() -> Result<Vec<String>> {
    let mut all = Faults::default();
    mistakes(&mut all)?;
    exercises(&mut all)?;
    what_ifs(&mut all)?;
    mutations(&mut all)?;
    topics(&mut all)?;
    Ok(all.faults)
}

const RECORD: &str = "record it with: just compile-fail --record";

/// The files that lessons should have, and what is wrong with them.
#[derive(Default)]
struct Faults {
    files: BTreeSet<PathBuf>,
    faults: Vec<String>,
}

impl Faults {
    fn add(&mut self, file: &Path, fault: &str) {
        self.faults.push(format!("{} {fault}", shown(file)));
    }

    /// Whether the file is there.
    fn needs(&mut self, file: PathBuf, advice: &str) -> bool {
        let length = fs::metadata(&file).map(|metadata| metadata.len());
        match length {
            Ok(0) => self.add(&file, "is empty"),
            Ok(_) => {}
            Err(_) => self.add(&file, &format!("is missing: {advice}")),
        }
        self.files.insert(file);
        length.is_ok()
    }

    /// Whether there is a program for each runtime.
    fn needs_text(&mut self, text: &Text, advice: &str) -> bool {
        let files = BTreeSet::from(Runtime::ALL.map(|runtime| text.file(Some(runtime))));
        files.into_iter().filter(|file| !self.needs(file.clone(), advice)).count() == 0
    }

    /// Lines that the header must have, and paragraphs that begin so.
    fn needs_in_header(&mut self, file: &Path, text: &str, lines: &[String], paragraphs: &[&str]) {
        let header = Header::of_program(text);
        let missing = lines.iter().filter(|line| !header.has_line(line)).cloned();
        let is_said = |word: &&&str| header.notes(word).any(|text| text.len() > 10);
        let unsaid = paragraphs.iter().filter(|word| !is_said(word));
        for line in missing.chain(unsaid.map(|word| format!("{word}…"))) {
            self.add(file, &format!("must have in its header `//! {line}`"));
        }
    }

    /// Files that belong to nothing, but those that a system or an editor hides.
    fn has_no_other_files(&mut self, folder: &Path) -> Result<()> {
        for path in entries(folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_file() && !name.starts_with('.') && !self.files.contains(&path) {
                self.add(&path, "belongs to no lesson: delete or rename it");
            }
        }
        Ok(())
    }
}

fn mistakes(all: &mut Faults) -> Result<()> {
    let readme = root()?.join("examples/mistakes/README.md");
    let list = read(&readme)?;
    let mut are_recorded = true;
    for mistake in Mistake::all()? {
        let is_stage = mistake.name == STAGE_MISTAKE.0;
        let group = GROUPS.iter().find(|(_, refused)| *refused == mistake.refused);
        let link = format!("({}/{}/", group.map_or("", |it| it.0), mistake.name);
        if !is_stage && !list.contains(&link) {
            all.add(&readme, &format!("needs a line with {link}"));
        }
        all.needs(mistake.python(), "show the mistake in Python, too");
        are_recorded &= all.needs(python_record(&mistake.python()), RECORD);
        if !all.needs_text(&mistake.mistake, "write the program with the mistake")
            || !all.needs_text(&mistake.repair(), "write the program without the mistake")
        {
            are_recorded = false;
            continue;
        }
        for case in mistake.cases()? {
            let program = case.name.replace(STAGE_MISTAKE.0, STAGE_MISTAKE.1);
            let command =
                if is_stage { format!("run {program}") } else { format!("fail {program}") };
            let words = ["Goal: ", "Mistake: ", "asyncio: ", "Repair: ", "When it runs: "];
            let words = if case.refused { &words[..4] } else { &words };
            are_recorded &= program_of_mistake(all, &case, &command, words)?;
        }
        for case in mistake.failed_repairs()? {
            program_of_mistake(all, &case, &format!("fail {}", case.name), &[])?;
        }
        for case in mistake.repairs()? {
            let command = format!("repair {}", case.name.replacen("-repair", "", 1));
            are_recorded &= program_of_mistake(all, &case, &command, &[])?;
        }
        if !is_stage {
            all.has_no_other_files(&mistake.folder)?;
        }
    }
    if are_recorded {
        let (page, new) = table::page()?;
        if page != new {
            all.add(&root()?.join(table::PAGE), &format!("has another table; {RECORD}"));
        }
    }
    Ok(())
}

/// The command, rustc's first line if it refuses the program, and the paragraphs that explain it. Whether it is
/// recorded what it does.
fn program_of_mistake(
    all: &mut Faults,
    case: &Case,
    command: &str,
    words: &[&str],
) -> Result<bool> {
    all.files.insert(case.source.clone());
    let is_recorded = all.needs(case.recorded_in(), RECORD);
    let mut lines = vec![format!("    just {command}")];
    if case.refused && is_recorded {
        let message = read(&case.message())?;
        let headline = message.lines().next().unwrap_or_default();
        let mut header = case.text.lines().map(|line| line.trim_start_matches("//!").trim());
        if !header.any(|line| line == headline) {
            lines.push(format!("    {headline}"));
        }
        foreign_paths(all, case, &message);
    }
    all.needs_in_header(&case.source, &case.text, &lines, words);
    Ok(is_recorded)
}

/// A recorded message must hold on every machine: it may quote this workspace only.
fn foreign_paths(all: &mut Faults, case: &Case, message: &str) {
    let own = shown(&case.source);
    for line in message.lines().map(str::trim_start) {
        let place = line.strip_prefix("--> ").or(line.strip_prefix("::: "));
        let is_ours = place.is_none_or(|place| {
            let file = place.split(".rs").next().unwrap_or_default();
            own.ends_with(&format!("{file}.rs")) || file.contains("crates/asyncio/src/")
        });
        let is_foreign = ["$RUST", "$CARGO", "'/", ":\\", " /"].iter().any(|it| line.contains(it));
        if !is_ours || is_foreign {
            let why =
                "differs from machine to machine: change the mistake until rustc does not quote it";
            all.add(&case.message(), &format!("quotes {line}, which {why}"));
        }
    }
}

fn exercises(all: &mut Faults) -> Result<()> {
    for exercise in Exercise::all()? {
        let (start, solution) = (exercise.start(), exercise.solution());
        let mut has_all = all.needs_text(&start, "write the starting file");
        has_all &= all.needs_text(&solution, "write the solution");
        has_all &= all.needs(exercise.folder.join("check.rs"), "each exercise has one");
        for name in ["explanation.md", "hints.md"] {
            let file = exercise.folder.join(name);
            has_all &= all.needs(file.clone(), "each exercise has one");
            if read(&file).is_ok_and(|text| text.lines().any(|line| line.chars().count() > 80)) {
                all.add(&file, "has a line that is too long for a terminal of 80 columns");
            }
        }
        if !has_all {
            continue;
        }
        for runtime in Runtime::ALL {
            let (file, text) = (start.file(Some(runtime)), start.on(Some(runtime))?);
            let name = exercise.on(runtime);
            let words = ["Exercise: ", "Goal: ", "Now: ", "Change: "];
            all.needs_in_header(&file, &text, &[format!("    just exercise {name}")], &words);
            let output = Header::of_program(&text).output();
            if output.is_none() || code(&text).matches("TODO").count() != 1 {
                all.add(&file, "needs a block ```text with what it should print, and one TODO");
            }
            let (file, text) = (solution.file(Some(runtime)), solution.on(Some(runtime))?);
            all.needs_in_header(&file, &text, &[format!("    just solution {name}")], &[]);
            let (right, wrong) = exercise.other_answers(runtime)?;
            if wrong.len() < 2 {
                all.add(&exercise.folder, &format!("needs two wrong answers for {runtime}"));
            }
            let notes = wrong.iter().filter_map(|patch| patch.note("Says: ").err());
            let applied = right.iter().chain(&wrong).filter_map(|it| it.apply_to(&file).err());
            all.faults.extend(notes.chain(applied).map(|error| error.to_string()));
        }
        all.faults.extend(exercise.hints().err().map(|error| error.to_string()));
        all.has_no_other_files(&exercise.folder)?;
    }
    all.faults.dedup(); // a patch that is for all runtimes is tried with each
    Ok(())
}

fn what_ifs(all: &mut Faults) -> Result<()> {
    let mut folders = BTreeSet::new();
    for it in WhatIf::all()? {
        let patch = it.folder.join(format!("{}.patch", it.name()));
        let asks = it.question().is_ok_and(|question| question.ends_with('?'));
        if !asks || it.reason().len() < 100 || !it.reason().contains("asyncio") {
            let what = "ask (`Question: …?`), and explain what happens and what asyncio does";
            all.add(&patch, &format!("must {what}"));
        }
        all.files.insert(patch);
        for case in it.cases()? {
            all.needs(case.recorded_in(), RECORD);
        }
        if let Some(python) = it.python() {
            all.needs(python_record(&python), RECORD);
            all.files.insert(python);
        }
        folders.insert(it.folder);
    }
    folders.iter().try_for_each(|folder| all.has_no_other_files(folder))
}

fn mutations(all: &mut Faults) -> Result<()> {
    let root = root()?;
    for mutation in Mutation::all()? {
        let fault = mutation.patch.apply(&root).err().or(mutation.catchers().err());
        all.faults.extend(fault.map(|error| error.to_string()));
    }
    Ok(())
}

/// Stages and examples: their headers, and that the three programs differ only where they must.
fn topics(all: &mut Faults) -> Result<()> {
    let readme = root()?.join("examples/README.md");
    let list = read(&readme)?;
    for topic in Topic::all()? {
        let is_stage = topic.name.starts_with("stage");
        let text = Text::new(&topic.sources, "");
        if !all.needs_text(&text, "each topic has a program for each runtime") {
            continue;
        }
        let tokio = text.on(Some(Runtime::Tokio))?;
        let uses_asyncio = tokio.contains("asyncio::run(");
        let is_derived = uses_asyncio && !["du", "lost-task"].contains(&topic.name.as_str());
        for runtime in Runtime::ALL {
            let (file, program) = (text.file(Some(runtime)), text.on(Some(runtime))?);
            let command = format!("    just run {}-{runtime}", topic.name);
            all.needs_in_header(&file, &program, &[command], &[]);
            let derived = derive(&tokio, runtime);
            if is_derived && without_output(&program) != without_output(&derived) {
                all.add(&file, "differs from tokio.rs in more than the runtime's own words");
            }
        }
        if uses_asyncio && !is_stage && topic.asyncio().is_none() {
            all.add(&topic.sources, "needs an asyncio.py");
        }
        if !is_stage && !list.contains(&topic.package) {
            all.add(&readme, &format!("needs a line on {}", topic.name));
        }
    }
    Ok(())
}

/// A program without the block that says what it prints, which may depend on the runtime.
fn without_output(text: &str) -> String {
    let output = Header::of_program(text).output().unwrap_or_default();
    let lines = output.lines().map(|line| format!("//! {line}\n"));
    lines.fold(text.to_string(), |text, line| text.replacen(&line, "", 1))
}
