//! The files of a what-if.

use std::path::{Path, PathBuf};

use classroom::compare::patched;
use classroom::fail::ONE_THREAD;
use classroom::outcome::Outcome;
use classroom::output::STAGE;
use classroom::programs::{Runtime, Topic, find_topic, list, meant, root};
use patches::Patch;

use crate::answer::answer;

const QUESTION: &str = "Question: ";
const THREADS: &str = "Threads: ";

/// A change to a stage.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// The stage's programs.
    pub topic: Topic,
    /// `no-remove`.
    pub name: String,
    /// What is changed.
    pub purpose: String,
    /// What a reader is to predict.
    pub question: String,
    /// Why it comes as it comes.
    pub reason: String,
    /// Whether it runs with one thread for tasks.
    pub one_thread: bool,
    /// Where its files are.
    pub folder: PathBuf,
    patch: Patch,
}

impl WhatIf {
    /// All of them, in the order of the stages and of their names.
    ///
    /// # Errors
    /// If a file cannot be read, or a part of it is missing.
    pub fn all() -> Result<Vec<WhatIf>, String> {
        let mut all = Vec::new();
        for topic in Topic::all()? {
            let folder = root()?.join("crates").join(&topic.package).join("what-ifs");
            if folder.is_dir() {
                for patch in Patch::all_even_empty(&folder)? {
                    all.push(WhatIf::from_patch(&topic, &folder, patch)?);
                }
            }
        }
        Ok(all)
    }

    fn from_patch(topic: &Topic, folder: &Path, patch: Patch) -> Result<WhatIf, String> {
        let (topic, folder) = (topic.clone(), folder.to_path_buf());
        let wrong = |what: &str| format!("{}/{}.patch {what}", topic.name, patch.name);
        let question = patch.notes(QUESTION).next().ok_or(wrong("has no line `Question: `"))?;
        let one_thread = match patch.notes(THREADS).next() {
            None => false,
            Some("1") => true,
            Some(_) => return Err(wrong("has another number of threads than `Threads: 1`")),
        };
        if patch.diff.is_empty() && !one_thread {
            return Err(wrong("changes nothing"));
        }
        Ok(WhatIf {
            name: patch.name.clone(),
            purpose: patch.purpose.clone(),
            question: question.to_string(),
            reason: patch.prose(&[QUESTION, THREADS]),
            one_thread,
            topic,
            patch,
            folder,
        })
    }

    /// Those of a stage.
    ///
    /// # Errors
    /// If there are none. The message says what there is.
    pub fn of_stage(stage: &str) -> Result<Vec<WhatIf>, String> {
        let all = WhatIf::all()?;
        let mut stages: Vec<_> = all.iter().map(|it| it.topic.name.clone()).collect();
        stages.dedup();
        if stages.iter().any(|it| it == stage) {
            return Ok(all.into_iter().filter(|it| it.topic.name == stage).collect());
        }
        // Such as stage2-smol, or a word that is no program at all.
        let topic = stages.iter().find(|it| stage.starts_with(&format!("{it}-")));
        if let Some(topic) = topic {
            return Err(format!("it takes the stage alone: just what-if {topic}"));
        }
        let stages = list(&stages);
        match find_topic(stage) {
            Ok(_) => Err(format!("there are no what-ifs of '{stage}'; there are of {stages}")),
            Err(_) => Err(format!("there is no stage '{stage}'; there are {stages}")),
        }
    }

    /// The one of that name.
    ///
    /// # Errors
    /// If there is none. The message says what there is.
    pub fn find(stage: &str, name: &str) -> Result<WhatIf, String> {
        let of_stage = WhatIf::of_stage(stage)?;
        let names: Vec<_> = of_stage.iter().map(|it| it.name.clone()).collect();
        of_stage.into_iter().find(|it| it.name == name).ok_or_else(|| {
            let other = match meant(name, names.iter().cloned()) {
                Some(name) => format!("did you mean '{name}'?"),
                None => format!("there are {}", list(&names)),
            };
            format!("{stage} has no what-if '{name}'; {other}")
        })
    }

    /// The name of the changed program: `stage2-no-remove-smol`.
    #[must_use]
    pub fn on(&self, runtime: Runtime) -> String {
        format!("{}-{}-{runtime}", self.topic.name, self.name)
    }

    /// The changed program.
    ///
    /// # Errors
    /// If the change does not fit the runtime's program.
    pub fn changed(&self, runtime: Runtime) -> Result<String, String> {
        let program = self.topic.program(runtime);
        if self.patch.diff.is_empty() {
            return program.text();
        }
        self.patch.apply_to(&program.text()?, &program.path()?)
    }

    /// What is changed of the runtime's program, or in its environment, to be shown.
    ///
    /// # Errors
    /// If the change does not fit the runtime's program.
    pub fn diff(&self, runtime: Runtime) -> Result<String, String> {
        let program = self.topic.program(runtime);
        let mut text = patched(&program.path()?, &program.text()?, &self.changed(runtime)?);
        if self.one_thread {
            let variable = ONE_THREAD.iter().zip(Runtime::ALL).find(|(_, it)| *it == runtime);
            let variable = variable.map_or("", |((name, _), _)| name);
            text += &format!("in the environment: {variable}=1\n");
        }
        Ok(text)
    }

    /// The files that it changes. It should be tokio's program, alone.
    #[must_use]
    pub fn files(&self) -> Vec<&str> {
        self.patch.diff.lines().filter_map(|line| line.strip_prefix("--- a/")).collect()
    }

    /// The file of what a changed program does: one for all runtimes, or one for each.
    #[must_use]
    pub fn record(&self, runtime: Option<Runtime>) -> PathBuf {
        let runtime = runtime.map_or(String::new(), |runtime| format!(".{runtime}"));
        self.folder.join(format!("{}{runtime}.txt", self.name))
    }

    /// What was recorded of the changed program.
    ///
    /// # Errors
    /// If it was not.
    pub fn recorded(&self, runtime: Runtime) -> Result<Outcome, String> {
        let own = self.record(Some(runtime));
        Outcome::recorded(&if own.is_file() { own } else { self.record(None) })
    }

    /// Python's program, if there is one to what is said of asyncio, and what was recorded of it.
    #[must_use]
    pub fn python(&self) -> Option<(PathBuf, PathBuf)> {
        let program = self.folder.join(format!("{}.py", self.name));
        let record = self.folder.join(format!("{}.python.txt", self.name));
        program.is_file().then_some((program, record))
    }

    /// What was recorded of Python's program.
    ///
    /// # Errors
    /// If there is none, or it was not.
    pub fn recorded_of_python(&self) -> Result<Outcome, String> {
        let python = self.python().ok_or(format!("{} has no program in Python", self.name))?;
        Outcome::recorded(&python.1)
    }

    /// The answer in a line, made from what was recorded. So it cannot say anything else.
    ///
    /// # Errors
    /// If nothing was recorded.
    pub fn answer(&self, runtime: Runtime) -> Result<String, String> {
        let outcome = self.recorded(runtime)?;
        let warns = if outcome.warns() { "rustc warns. " } else { "" };
        Ok(format!("{warns}{}", answer(&outcome, &self.usual(runtime))))
    }

    /// What the stage prints without the change.
    fn usual(&self, runtime: Runtime) -> Vec<&'static str> {
        let is_refused = self.topic.program(runtime).compile_error().is_some();
        STAGE.lines().filter(|_| !is_refused).collect()
    }
}
