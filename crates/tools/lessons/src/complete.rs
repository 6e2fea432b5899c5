//! Lists what the lessons lack (files, records, parts of a header), without building or running anything.

use std::collections::BTreeSet;
use std::path::Path;

use classroom::Result;
use classroom::names::Named;
use classroom::programs::{Runtime, Topic, folders, read, root, shown};

use crate::exercise::Exercise;
use crate::header::{Header, code};
use crate::mistake::{FAILED_REPAIR, Mistake, STAGE_MISTAKE};
use crate::mutation;
use crate::outcome::Outcome;
use crate::run::python_record;
use crate::text::{Text, derive};
use crate::what_if::WhatIf;

/// What is missing, or not explained.
pub fn faults() -> Result<BTreeSet<String>> {
    let mut faults = Faults::default();
    faults.of_each(&Mistake::all()?, mistake);
    let (exercises, folder) = (Exercise::all()?, root()?.join("examples/exercises"));
    for name in folders(&folder)?.iter().filter(|name| folder.join(name).join("start.rs").is_file())
    {
        let fault = "needs a line in crates/tools/lessons/src/exercise/judge.rs";
        faults.require(exercises.iter().any(|it| it.name() == name), &folder.join(name), fault);
    }
    faults.of_each(&exercises, exercise);
    faults.of_each(&WhatIf::all()?, what_if);
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
        let is_said = header.notes(word).next().is_some();
        faults.require(is_said, file, &format!("needs in its header `//! {word}…`"));
    }
}

fn mistake(it: &Mistake, faults: &mut Faults) -> Result<()> {
    let is_stage = it.name == STAGE_MISTAKE.0;
    let python = it.python();
    faults.require(python.is_file(), &python, "is missing: show the mistake in Python, too");
    faults.take(Outcome::recorded(&python_record(&python)));
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
        for case in faults.take(text.cases(&name, refused)).unwrap_or_default() {
            let command = format!("{command} {}", case.name);
            header(faults, &case.source, &case.text, &command, paragraphs);
            let recorded = faults.take(case.recorded());
            let message = recorded.map_or(String::new(), |recorded| recorded.message);
            let headline = message.lines().next().unwrap_or_default();
            let mut lines = case.text.lines().map(|line| line.trim_start_matches("//!").trim());
            let is_quoted = headline.is_empty() || lines.any(|line| line == headline);
            faults.require(is_quoted, &case.source, &format!("needs in its header `{headline}`"));
        }
    }
    Ok(())
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
    faults.take(it.hints());
    faults.take(it.explanation());
    Ok(())
}

fn what_if(it: &WhatIf, faults: &mut Faults) -> Result<()> {
    let patch = &it.patch.file;
    faults.require(it.question()?.ends_with('?'), patch, "must ask: `Question: …?`");
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
    let list = root()?.join("examples/README.md");
    let is_listed = it.name.starts_with("stage") || read(&list)?.contains(&it.package);
    faults.require(is_listed, &list, &format!("needs a line on {}", it.name));
    let needs_python = uses_asyncio || is_alone;
    faults.require(it.asyncio().is_some() || !needs_python, &it.sources, "needs an asyncio.py");
    Ok(())
}

/// A program with its runtime alone is short, and its header says what it needs in an empty package.
fn alone(file: &Path, program: &str, faults: &mut Faults) {
    let has_add = Header::of_program(program).notes("    cargo add ").next().is_some();
    faults.require(has_add, file, "needs in its header `//!     cargo add …`");
    let code = code(program);
    let is_code = |line: &&str| !line.is_empty() && !line.trim_start().starts_with("//");
    let lines = code.lines().filter(is_code).count();
    faults.require(lines <= 60, file, &format!("has {lines} lines of code: at most 60"));
}

/// A program without the block that says what it prints, which may depend on the runtime.
fn without_output(text: &str) -> String {
    let output = Header::of_program(text).output().unwrap_or_default();
    let lines = output.lines().map(|line| format!("//! {line}\n"));
    lines.fold(text.to_string(), |text, line| text.replacen(&line, "", 1))
}
