//! Exercises: a starting file, a solution, three hints, a check, and answers that the check is tested with.
//!
//! Each has a folder in `examples/exercises`. A student's answers are in `src` beside them, which git ignores.

pub mod attempt;
pub mod check;
pub mod code;
pub mod judge;
pub mod mine;
pub mod tell;

use std::path::PathBuf;

use classroom::names::{Named, find_on};
use classroom::programs::{Runtime, read, root, shown};
use classroom::{Error, Result};

use crate::header::Header;
use crate::patch::Patch;
use crate::text::{Case, Text};
use judge::{CHECKS, Check};

#[derive(Clone, Debug)]
pub struct Exercise {
    pub folder: PathBuf,
    pub check: Check,
}

impl Named for Exercise {
    fn name(&self) -> &str {
        self.check.name
    }
}

impl Exercise {
    /// All of them, in the order in which a class meets them.
    pub fn all() -> Result<Vec<Exercise>> {
        let folder = root()?.join("examples/exercises");
        let exercise = |check: &Check| Exercise { folder: folder.join(check.name), check: *check };
        Ok(CHECKS.iter().map(exercise).collect())
    }

    /// The exercise of that name, and the runtime if the name has one: `second-callback-smol`.
    pub fn find(name: &str) -> Result<(Exercise, Option<Runtime>)> {
        let exercises = Exercise::all()?;
        let (exercise, runtime) = find_on("exercise", name, &exercises, "just exercise")?;
        Ok((exercise.clone(), runtime))
    }

    /// The name on a runtime: `second-callback-smol`.
    pub fn on(&self, runtime: Runtime) -> String {
        format!("{}-{runtime}", self.name())
    }

    pub fn purpose(&self) -> Result<String> {
        let start = self.start().on(Some(Runtime::Tokio))?;
        let purpose = Header::of_program(&start).purpose().to_string();
        Ok(purpose.trim_start_matches("Exercise: ").to_string())
    }

    pub fn start(&self) -> Text {
        Text::new(&self.folder, "start")
    }

    pub fn solution(&self) -> Text {
        Text::new(&self.folder, "solution")
    }

    /// A program of this exercise to be built: the solution, or another answer.
    pub fn case(&self, kind: &str, runtime: Runtime, text: String) -> Case {
        let name = format!("{}-{kind}", self.name());
        let case = self.solution().case(&name, false, Some(runtime), text);
        Case { one_thread: false, ..case }
    }

    /// Its hints, from a nudge to nearly the solution. Each begins with a line `## 1`, `## 2`, …
    pub fn hints(&self) -> Result<Vec<String>> {
        let file = self.folder.join("hints.md");
        let text = read(&file)?;
        let hints = text.split("## ").skip(1).filter_map(|it| Some(it.split_once('\n')?.1.trim()));
        let hints: Vec<_> = hints.map(ToString::to_string).collect();
        let wrong = "must have three hints, below `## 1`, `## 2` and `## 3`";
        let wrong = || Error::new(format!("{} {wrong}", shown(&file)));
        (hints.len() == 3).then_some(hints).ok_or_else(wrong)
    }

    pub fn explanation(&self) -> Result<String> {
        read(&self.folder.join("explanation.md"))
    }

    /// Answers to test the check with, as patches of the solution: right ones that differ from ours, and
    /// wrong ones, of which some are about one runtime.
    pub fn other_answers(&self, runtime: Runtime) -> Result<(Vec<Patch>, Vec<Patch>)> {
        let wrong = self.folder.join("wrong");
        let mut all_wrong = Patch::all(&wrong)?;
        all_wrong.extend(Patch::all(&wrong.join(runtime.name()))?);
        Ok((Patch::all(&self.folder.join("right"))?, all_wrong))
    }
}
