//! What-ifs: a small change to a stage, a question to predict, and what happens.
//!
//! A what-if is a patch of tokio's program in the folder `what-ifs` of its stage. Its header says what is
//! changed, asks (`Question: …`), and explains what happens and what that says of asyncio. `Threads: 1`
//! runs it with one thread for tasks; then it need not change anything else.

use std::path::PathBuf;

use classroom::names::{Named, find};
use classroom::programs::{Runtime, Topic, root, shown};
use classroom::{Error, Result};

use crate::compare::patched;
use crate::header::STAGE;
use crate::outcome::Outcome;
use crate::patch::Patch;
use crate::process::ONE_THREAD;
use crate::text::{Case, Text, derive};

const QUESTION: &str = "Question: ";
const THREADS: &str = "Threads: ";

/// A change to a stage.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// The stage.
    pub topic: Topic,
    /// Where its files are.
    pub folder: PathBuf,
    patch: Patch,
}

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
            for patch in Patch::all(&folder)? {
                all.push(WhatIf { topic: topic.clone(), folder: folder.clone(), patch });
            }
        }
        Ok(all)
    }

    /// Those of a stage.
    pub fn of_stage(stage: &str) -> Result<Vec<WhatIf>> {
        let (topic, runtime) = Topic::find(stage)?;
        if runtime.is_some() {
            let name = topic.name;
            return Err(Error::new(format!(
                "the runtime comes last: just what-if {name} <name> smol"
            )));
        }
        let mut all = WhatIf::all()?;
        all.retain(|it| it.topic.name == topic.name);
        if all.is_empty() {
            return Err(Error::new(format!(
                "{stage} has no what-ifs; stage1, stage2 and stage3 have"
            )));
        }
        Ok(all)
    }

    /// The one of that name.
    pub fn find(stage: &str, name: &str) -> Result<WhatIf> {
        let list = format!("just what-if {stage}");
        find("what-if", name, &WhatIf::of_stage(stage)?, &list).cloned()
    }

    /// What is changed.
    #[must_use]
    pub fn purpose(&self) -> &str {
        self.patch.header.purpose()
    }

    /// What a reader should predict.
    pub fn question(&self) -> Result<&str> {
        self.patch.note(QUESTION)
    }

    /// Why it happens.
    #[must_use]
    pub fn reason(&self) -> String {
        self.patch.header.prose(&[QUESTION, THREADS])
    }

    /// Whether it runs with one thread for tasks.
    #[must_use]
    pub fn one_thread(&self) -> bool {
        self.patch.header.has_line("Threads: 1")
    }

    /// The changed program: `stage2-no-remove-smol`.
    pub fn on(&self, runtime: Runtime) -> Result<Case> {
        let source = self.topic.program(Runtime::Tokio).source;
        Ok(Case {
            name: format!("{}-{}-{runtime}", self.topic.name, self.patch.name),
            runtime: Some(runtime),
            text: derive(&self.patch.apply_to(&source)?, runtime),
            source,
            one_thread: self.one_thread(),
            refused: false,
            record: self.folder.join(&self.patch.name),
        })
    }

    /// It on each runtime.
    pub fn cases(&self) -> Result<Vec<Case>> {
        Runtime::ALL.into_iter().map(|runtime| self.on(runtime)).collect()
    }

    /// What is changed of the runtime's program, or in its environment, to be shown.
    pub fn diff(&self, runtime: Runtime) -> Result<String> {
        let source = Text::new(&self.topic.sources, "");
        let path = shown(&source.file(Some(runtime)));
        let mut text = patched(&path, &source.on(Some(runtime))?, &self.on(runtime)?.text);
        if self.one_thread() {
            let variable =
                ONE_THREAD[Runtime::ALL.iter().position(|it| *it == runtime).unwrap_or(0)].0;
            text += &format!("in the environment: {variable}=1\n");
        }
        Ok(text)
    }

    /// Python's program, if there is one that shows what is said of asyncio.
    #[must_use]
    pub fn python(&self) -> Option<PathBuf> {
        Some(self.folder.join(format!("{}.py", self.patch.name))).filter(|file| file.is_file())
    }

    /// The answer in a line, made from what was recorded, so that it cannot say anything else.
    pub fn answer(&self, runtime: Runtime) -> Result<String> {
        let outcome = self.on(runtime)?.recorded()?;
        let warns = if outcome.warns() { "rustc warns. " } else { "" };
        let is_refused = self.topic.program(runtime).is_refused();
        let usual: Vec<_> = STAGE.lines().filter(|_| !is_refused).collect();
        Ok(format!("{warns}{}", answer(&outcome, &usual)))
    }
}

fn answer(outcome: &Outcome, usual: &[&str]) -> String {
    let prints = outcome.prints();
    let perhaps = outcome.prints_perhaps();
    let missing: Vec<_> = usual.iter().copied().filter(|line| !prints.contains(line)).collect();
    let never: Vec<_> = missing.iter().copied().filter(|line| !perhaps.contains(line)).collect();
    let panics = outcome.panics().next().is_some();
    if let Some(code) = outcome.refused() {
        format!("rustc refuses it with {code}.")
    } else if outcome.hangs() && panics {
        "A task panics, and the program hangs.".to_string()
    } else if outcome.hangs() {
        "It hangs.".to_string()
    } else if panics {
        "It panics.".to_string()
    } else if usual.is_empty() {
        format!("It compiles and prints {}.", quoted(&prints))
    } else if !never.is_empty() {
        format!("It exits without printing {}.", quoted(&never))
    } else if !missing.is_empty() {
        format!("It exits, and prints {} only by chance.", quoted(&missing))
    } else if prints == usual {
        "Nothing changes: it prints the same lines in the same order.".to_string()
    } else {
        "It prints the same lines in another order, or more.".to_string()
    }
}

fn quoted(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("\"{line}\"")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_made_from_what_happened() {
        let usual = ["one", "two"];
        for (did, expected) in [
            ("one\ntwo\n", "Nothing changes: it prints the same lines in the same order."),
            ("two\none\n", "It prints the same lines in another order, or more."),
            ("one\n", "It exits without printing \"two\"."),
            ("one\n? two\n", "It exits, and prints \"two\" only by chance."),
            ("? one\n", "It exits without printing \"two\"."),
            ("one\n! hangs\n", "It hangs."),
            ("! panics: bad\n! hangs\n", "A task panics, and the program hangs."),
            ("one\n! panics: bad\n! exit code 101\n", "It panics."),
            ("! rustc refuses it with E0271: bad\n", "rustc refuses it with E0271."),
        ] {
            assert_eq!(answer(&Outcome::from_text(did), &usual), expected);
        }
        assert_eq!(answer(&Outcome::from_text("one\n"), &[]), "It compiles and prints \"one\".");
    }
}
