//! What a lesson lacks: all of it at once, each with what to do about it. Nothing is built or run for this.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use classroom::names::Named;
use classroom::programs::{Runtime, Topic, read, root, shown};
use classroom::{Context, Result};

use crate::exercise::Exercise;
use crate::header::{Header, code};
use crate::mistake::{GROUPS, Mistake, STAGE_MISTAKE};
use crate::mutation::Mutation;
use crate::run::python_record;
use crate::text::{Case, Text, derive};
use crate::what_if::WhatIf;

/// What is missing, left over, or not explained, in all lessons.
pub fn faults() -> Result<Vec<String>> {
    let checks = [mistakes, exercises, what_ifs, mutations, topics];
    let faults = checks.into_iter().map(|check| check());
    Ok(faults.collect::<Result<Vec<_>>>()?.concat())
}

const RECORD: &str = "record it with: just compile-fail --record";

/// Which files a lesson should have, and what is wrong with it.
#[derive(Default)]
struct Lesson {
    files: BTreeSet<PathBuf>,
    faults: Vec<String>,
}

impl Lesson {
    fn needs(&mut self, file: PathBuf, advice: &str) {
        match fs::metadata(&file) {
            Ok(metadata) if metadata.len() == 0 => {
                self.faults.push(format!("{} is empty", shown(&file)));
            }
            Ok(_) => {}
            Err(_) => self.faults.push(format!("{} is missing: {advice}", shown(&file))),
        }
        self.files.insert(file);
    }

    fn needs_record(&mut self, case: &Case) {
        if case.refused {
            self.needs(case.message(), RECORD);
        } else if case.own_record().is_file() {
            self.needs(case.own_record(), RECORD);
        } else {
            self.needs(case.shared_record(), RECORD);
        }
    }

    /// Lines that the header must have, and paragraphs that begin so.
    fn needs_in_header(&mut self, file: &Path, text: &str, lines: &[String], paragraphs: &[&str]) {
        let header = Header::of_program(text);
        let missing = lines.iter().filter(|line| !header.has_line(line)).cloned();
        let unsaid =
            paragraphs.iter().filter(|word| !header.notes(word).any(|text| text.len() > 10));
        let missing = missing.chain(unsaid.map(|word| format!("{word}…")));
        let fault = |line| format!("{}: its header must have `//! {line}`", shown(file));
        self.faults.extend(missing.map(fault));
    }

    /// Files that belong to nothing, but those that a system or an editor hides.
    fn has_no_other_files(&mut self, folder: &Path) -> Result<()> {
        for entry in fs::read_dir(folder).context(format_args!("cannot read {}", shown(folder)))? {
            let path = entry.context("cannot read a folder")?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_file() && !name.starts_with('.') && !self.files.contains(&path) {
                self.faults
                    .push(format!("{} belongs to no lesson: delete or rename it", shown(&path)));
            }
        }
        Ok(())
    }
}

fn mistakes() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let readme = read(&root()?.join("examples/mistakes/README.md"))?;
    for mistake in Mistake::all()? {
        let mut lesson = Lesson::default();
        let is_stage = mistake.name == STAGE_MISTAKE.0;
        let group = GROUPS.iter().find(|(_, refused)| *refused == mistake.refused);
        let link = format!("({}/{}/", group.map_or("", |it| it.0), mistake.name);
        if !is_stage && !readme.contains(&link) {
            lesson.faults.push(format!("examples/mistakes/README.md needs a line with {link}"));
        }
        lesson.needs(mistake.python(), "show the mistake in Python, too");
        lesson.needs(python_record(&mistake.python()), RECORD);
        for runtime in Runtime::ALL.map(Some) {
            lesson.needs(mistake.mistake.file(runtime), "write the program with the mistake");
            lesson.needs(mistake.repair().file(runtime), "write the program without the mistake");
        }
        if !mistake.mistake.exists() || !mistake.repair().exists() {
            faults.extend(lesson.faults);
            continue;
        }
        for case in mistake.cases()? {
            let program = case.name.replace(STAGE_MISTAKE.0, STAGE_MISTAKE.1);
            let command =
                if is_stage { format!("run {program}") } else { format!("fail {}", case.name) };
            let words: &[&str] =
                &["Goal: ", "Mistake: ", "asyncio: ", "Repair: ", "When it runs: "];
            let words = if case.refused { &words[..4] } else { words };
            header_of_mistake(&mut lesson, &case, &command, words)?;
            lesson.needs_record(&case);
        }
        for case in mistake.failed_repairs()? {
            lesson.needs(case.source.clone(), "");
            header_of_mistake(&mut lesson, &case, &format!("fail {}", case.name), &[])?;
            lesson.needs_record(&case);
        }
        for case in mistake.repairs()? {
            let command = format!("    just repair {}", case.name.replacen("-repair", "", 1));
            lesson.needs_in_header(&case.source, &case.text, &[command], &[]);
            lesson.needs_record(&case);
        }
        if !is_stage {
            lesson.has_no_other_files(&mistake.folder)?;
        }
        faults.extend(lesson.faults);
    }
    Ok(faults)
}

/// The command, rustc's first line if it refuses the program, and the paragraphs that explain it.
fn header_of_mistake(
    lesson: &mut Lesson,
    case: &Case,
    command: &str,
    words: &[&str],
) -> Result<()> {
    let mut lines = vec![format!("    just {command}")];
    if case.refused && case.message().is_file() {
        let message = read(&case.message())?;
        let headline = message.lines().next().unwrap_or_default();
        let is_quoted =
            case.text.lines().any(|line| line.trim_start_matches("//!").trim() == headline);
        if !is_quoted {
            lines.push(format!("    {headline}"));
        }
        foreign_paths(lesson, case, &message);
    }
    lesson.needs_in_header(&case.source, &case.text, &lines, words);
    Ok(())
}

/// A recorded message must hold on every machine: it may quote this workspace only.
fn foreign_paths(lesson: &mut Lesson, case: &Case, message: &str) {
    for line in message.lines().map(str::trim_start) {
        let place = line.strip_prefix("--> ").or(line.strip_prefix("::: "));
        let own = shown(&case.source);
        let is_ours = place.is_none_or(|place| {
            let file = place.split(".rs").next().unwrap_or_default();
            own.ends_with(&format!("{file}.rs")) || file.contains("crates/asyncio/src/")
        });
        let is_foreign = ["$RUST", "$CARGO", "'/", ":\\", " /"].iter().any(|it| line.contains(it));
        if !is_ours || is_foreign {
            let record = shown(&case.message());
            let advice = "it differs from machine to machine; change the mistake until rustc does not quote it";
            lesson.faults.push(format!("{record} quotes {line}: {advice}"));
        }
    }
}

fn exercises() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for exercise in Exercise::all()? {
        let mut lesson = Lesson::default();
        let file = |name: &str| exercise.folder.join(name);
        for name in ["check.rs", "explanation.md", "hints.md"] {
            lesson.needs(file(name), "each exercise has one");
        }
        for runtime in Runtime::ALL {
            lesson.needs(exercise.start().file(Some(runtime)), "write the starting file");
            lesson.needs(exercise.solution().file(Some(runtime)), "write the solution");
        }
        if !lesson.faults.is_empty() {
            faults.extend(lesson.faults);
            continue;
        }
        for runtime in Runtime::ALL {
            let (start, solution) = (exercise.start(), exercise.solution());
            let (file, text) = (start.file(Some(runtime)), start.on(Some(runtime))?);
            let command = format!("    just exercise {}", exercise.on(runtime));
            let words = ["Exercise: ", "Goal: ", "Now: ", "Change: "];
            lesson.needs_in_header(&file, &text, &[command], &words);
            if Header::of_program(&text).output().is_none()
                || code(&text).matches("TODO").count() != 1
            {
                let fault = "needs a block ```text with what it should print, and one TODO";
                lesson.faults.push(format!("{} {fault}", shown(&file)));
            }
            let command = format!("    just solution {}", exercise.on(runtime));
            let text = solution.on(Some(runtime))?;
            lesson.needs_in_header(&solution.file(Some(runtime)), &text, &[command], &[]);
            let (right, wrong) = exercise.other_answers(runtime)?;
            if wrong.len() < 2 {
                lesson.faults.push(format!("{} needs two wrong answers", exercise.on(runtime)));
            }
            let notes = wrong.iter().filter_map(|patch| patch.note("Says: ").err());
            let applied = right.iter().chain(&wrong);
            let applied = applied.filter_map(|it| it.apply_to(&solution.file(Some(runtime))).err());
            lesson.faults.extend(notes.chain(applied).map(|error| error.to_string()));
        }
        lesson.faults.extend(exercise.hints().err().map(|error| error.to_string()));
        lesson.has_no_other_files(&exercise.folder)?;
        lesson.faults.dedup();
        faults.extend(lesson.faults);
    }
    Ok(faults)
}

fn what_ifs() -> Result<Vec<String>> {
    let mut lessons = Lesson::default();
    let mut folders = BTreeSet::new();
    for it in WhatIf::all()? {
        let patch = it.folder.join(format!("{}.patch", it.name()));
        let question = it.question().map(|question| question.ends_with('?'));
        if !question.is_ok_and(|it| it)
            || it.reason().len() < 100
            || !it.reason().contains("asyncio")
        {
            let fault =
                "must ask (`Question: …?`), and explain what happens and what that says of asyncio";
            lessons.faults.push(format!("{} {fault}", shown(&patch)));
        }
        lessons.files.insert(patch);
        for case in it.cases()? {
            lessons.needs_record(&case);
        }
        if let Some(python) = it.python() {
            lessons.needs(python_record(&python), RECORD);
            lessons.files.insert(python);
        }
        folders.insert(it.folder);
    }
    for folder in folders {
        lessons.has_no_other_files(&folder)?;
    }
    Ok(lessons.faults)
}

fn mutations() -> Result<Vec<String>> {
    let root = root()?;
    let faults = Mutation::all()?.into_iter().filter_map(|mutation| {
        let applied = mutation.patch.apply(&root).map(drop);
        applied.and_then(|()| mutation.check_catchers()).err()
    });
    Ok(faults.map(|error| error.to_string()).collect())
}

/// Stages and examples: their headers, and that the three programs differ only where they must.
fn topics() -> Result<Vec<String>> {
    let mut lesson = Lesson::default();
    let readme = read(&root()?.join("examples/README.md"))?;
    for topic in Topic::all()? {
        let is_stage = topic.name.starts_with("stage");
        let text = Text::new(&topic.sources, "");
        for runtime in Runtime::ALL {
            let file = text.file(Some(runtime));
            lesson.needs(file.clone(), "each topic has a program for each runtime");
        }
        if !lesson.faults.is_empty() {
            return Ok(lesson.faults);
        }
        let tokio = text.on(Some(Runtime::Tokio))?;
        let uses_asyncio = tokio.contains("asyncio::run(");
        for runtime in Runtime::ALL {
            let (file, program) = (text.file(Some(runtime)), text.on(Some(runtime))?);
            let command = format!("    just run {}-{runtime}", topic.name);
            lesson.needs_in_header(&file, &program, &[command], &[]);
            if uses_asyncio && without_output(&program) != without_output(&derive(&tokio, runtime))
            {
                let fault = "differs from tokio.rs in more than the runtime's own words";
                lesson.faults.push(format!("{} {fault}", shown(&file)));
            }
        }
        if uses_asyncio && !is_stage && topic.asyncio().is_none() {
            lesson.faults.push(format!("{} needs an asyncio.py", shown(&topic.sources)));
        }
        if !is_stage && !readme.contains(&topic.package) {
            lesson.faults.push(format!("examples/README.md needs a line on {}", topic.name));
        }
    }
    Ok(lesson.faults)
}

/// A program without the block that says what it prints, which may depend on the runtime.
fn without_output(text: &str) -> String {
    let output = Header::of_program(text).output().unwrap_or_default();
    let lines = output.lines().map(|line| format!("//! {line}\n"));
    lines.fold(text.to_string(), |text, line| text.replacen(&line, "", 1))
}
