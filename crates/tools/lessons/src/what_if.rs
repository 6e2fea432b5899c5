//! What-ifs: a small change to a stage, a question to predict, and what happens.
//!
//! A what-if is a patch of tokio's program in the folder `what-ifs` of its stage. Its header says what is changed, asks
//! (`Question: …`), has wrong answers to choose (`Wrong: <answer> | <why>`), and explains what happens and how asyncio
//! compares. `Threads: 1` runs it with one thread for tasks; then it need not change anything else.

use std::path::PathBuf;

use classroom::names::{Named, find, split, unknown};
use classroom::programs::{Runtime, Topic, root, shown};
use classroom::{Error, Result};

use crate::compare::patched;
use crate::outcome::Outcome;
use crate::patch::Patch;
use crate::process::ONE_THREAD;
use crate::text::{Case, Text, derive};

const QUESTION: &str = "Question: ";
const WRONG: &str = "Wrong: ";
const THREADS: &str = "Threads: ";

/// A change to a stage.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// The stage.
    pub topic: Topic,
    /// The change; its other files are beside it.
    pub patch: Patch,
}

/// An answer to choose: its text, whether it is right, and why.
pub type Choice = (String, bool, String);

impl Named for WhatIf {
    fn name(&self) -> &str {
        &self.patch.name
    }
}

impl WhatIf {
    /// All of them, in the order of the stages and of their names.
    pub fn all() -> Result<Vec<WhatIf>> {
        let mut all = Vec::new();
        for topic in Topic::all()? {
            let folder = root()?.join("crates").join(&topic.package).join("what-ifs");
            let what_if = |patch| WhatIf { topic: topic.clone(), patch };
            all.extend(Patch::all(&folder)?.into_iter().map(what_if));
        }
        Ok(all)
    }

    /// Those of a stage.
    pub fn of_stage(stage: &str) -> Result<Vec<WhatIf>> {
        let (name, runtime) = split(stage);
        let (found, others): (Vec<_>, Vec<_>) =
            WhatIf::all()?.into_iter().partition(|it| it.topic.name == name);
        if !found.is_empty() && runtime.is_none() {
            return Ok(found);
        }
        Err(if !found.is_empty() {
            Error::new(format!("the runtime comes last: just what-if {name} <name> smol"))
        } else if let Some(it) = others.iter().find(|it| it.name() == name) {
            let stage = &it.topic.name;
            Error::new(format!("{name} is of {stage}: just what-if {stage} {name}"))
        } else if Topic::find(stage).is_ok() {
            Error::new(format!("{name} has no what-ifs; stage1, stage2 and stage3 have"))
        } else {
            let names = others.iter().flat_map(|it| [it.topic.name.clone(), it.patch.name.clone()]);
            unknown("stage", stage, names, "just what-if")
        })
    }

    /// The one of that name.
    pub fn find(stage: &str, name: &str) -> Result<WhatIf> {
        let list = format!("just what-if {stage}");
        find("what-if", name, &WhatIf::of_stage(stage)?, &list).cloned()
    }

    /// What is changed.
    pub fn purpose(&self) -> &str {
        self.patch.header.purpose()
    }

    /// What a reader should predict.
    pub fn question(&self) -> Result<&str> {
        self.patch.note(QUESTION)
    }

    /// Why it happens.
    pub fn reason(&self) -> String {
        self.patch.header.prose(&[QUESTION, WRONG, THREADS])
    }

    fn one_thread(&self) -> bool {
        self.patch.header.has_line("Threads: 1")
    }

    /// The changed program: `stage2-no-remove-smol`.
    pub fn on(&self, runtime: Runtime) -> Result<Case> {
        let source = self.topic.program(Runtime::Tokio).source;
        let text = derive(&self.patch.apply_to(&source)?, runtime);
        let name = format!("{}-{}", self.topic.name, self.patch.name);
        let case = Text::of_topic(&self.topic).case(&name, false, Some(runtime), text);
        let (one_thread, record) = (self.one_thread(), self.patch.file.with_extension(""));
        Ok(Case { source, one_thread, record, ..case })
    }

    /// It on each runtime.
    pub fn cases(&self) -> Result<Vec<Case>> {
        Runtime::ALL.into_iter().map(|runtime| self.on(runtime)).collect()
    }

    /// What is changed of the runtime's program, or in its environment, to be shown.
    pub fn diff(&self, runtime: Runtime) -> Result<String> {
        let source = Text::of_topic(&self.topic);
        let path = shown(&source.file(Some(runtime)));
        let before = derive(&source.on(Some(Runtime::Tokio))?, runtime);
        let mut text = patched(&path, &before, &self.on(runtime)?.text);
        if self.one_thread() {
            text += &format!("in the environment: {}=1\n", ONE_THREAD[runtime as usize].0);
        }
        Ok(text)
    }

    /// Python's program, if there is one that shows what is said of asyncio.
    pub fn python(&self) -> Option<PathBuf> {
        Some(self.patch.file.with_extension("py")).filter(|file| file.is_file())
    }

    /// The answer in a line, made from what was recorded, so that it cannot say anything else.
    pub fn answer(&self, runtime: Runtime) -> Result<String> {
        let outcome = self.on(runtime)?.recorded()?;
        let warns = if outcome.warns() { "rustc warns. " } else { "" };
        let usual = Outcome::expected(&self.topic.program(runtime))?;
        Ok(format!("{warns}{}", outcome.explained(&usual)))
    }
    /// The answers to choose from, in alphabetical order.
    pub fn choices(&self, runtime: Runtime) -> Result<Vec<Choice>> {
        let wrong = self.patch.header.notes(WRONG);
        let wrong = wrong.map(|line| line.split_once(" | ").unwrap_or_default());
        let wrong = wrong.map(|(text, why)| (text.to_string(), false, why.to_string()));
        let right = (self.answer(runtime)?, true, self.reason());
        let mut choices: Vec<_> = wrong.chain([right]).collect();
        choices.sort();
        Ok(choices)
    }
}
