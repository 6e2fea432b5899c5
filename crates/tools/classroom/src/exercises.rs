//! Which exercises there are, and where their files are.
//!
//! Each has a folder in `examples/exercises`. In it are a starting file and a solution for each runtime,
//! three hints, the explanation that is shown when it is solved, and other answers, right and wrong, as
//! patches of the solution. A student's answers are in `mine`, which git does not look into.

use std::path::{Path, PathBuf};

use crate::programs::{Program, Runtime, list, meant, root};

/// In the order in which a class meets them.
pub const EXERCISES: [&str; 5] =
    ["second-callback", "pass-the-result", "two-pipelines", "lost-signal", "own-words"];

/// Whether it is the name of an exercise, or of one on a runtime.
pub(crate) fn is_exercise(name: &str) -> bool {
    EXERCISES.iter().any(|exercise| {
        name.strip_prefix(exercise).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}

/// An exercise, on all runtimes.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// `second-callback`.
    pub name: String,
    /// Where all of it is.
    pub folder: PathBuf,
}

impl Exercise {
    /// All of them.
    ///
    /// # Errors
    /// If the workspace's folder cannot be found.
    pub fn all() -> Result<Vec<Exercise>, String> {
        let folder = root()?.join("examples/exercises");
        let exercise = |name| Exercise { name: String::from(name), folder: folder.join(name) };
        Ok(EXERCISES.map(exercise).to_vec())
    }

    /// The exercise of that name, and the runtime, if the name has one: `second-callback-smol`.
    ///
    /// # Errors
    /// If there is none. The message says what there is.
    pub fn find(name: &str) -> Result<(Exercise, Option<Runtime>), String> {
        let exercises = Exercise::all()?;
        for exercise in &exercises {
            if exercise.name == name {
                return Ok((exercise.clone(), None));
            }
            let is_meant = |runtime: &Runtime| format!("{}-{runtime}", exercise.name) == name;
            if let Some(runtime) = Runtime::ALL.into_iter().find(is_meant) {
                return Ok((exercise.clone(), Some(runtime)));
            }
        }
        Err(format!("there is no exercise '{name}'; {}", suggestion(name)))
    }

    /// The name on a runtime: `second-callback-smol`.
    #[must_use]
    pub fn on(&self, runtime: Runtime) -> String {
        format!("{}-{runtime}", self.name)
    }

    /// The starting file.
    #[must_use]
    pub fn start(&self, runtime: Runtime) -> Program {
        self.program("start", runtime)
    }

    /// The solution.
    #[must_use]
    pub fn solution(&self, runtime: Runtime) -> Program {
        self.program("solution", runtime)
    }

    fn program(&self, kind: &str, runtime: Runtime) -> Program {
        Program {
            name: format!("{}-{kind}-{runtime}", self.name),
            package: "exercises".to_string(),
            features: vec![runtime.name()],
            source: self.folder.join(kind).join(runtime.file()),
        }
    }

    /// The student's answer, which need not be there.
    #[must_use]
    pub fn answer(&self, runtime: Runtime) -> Program {
        let name = self.on(runtime);
        let source = self.mine().join("src/bin").join(format!("{name}.rs"));
        let features = vec![runtime.name()];
        Program { name, package: MINE.to_string(), features, source }
    }

    /// The folder of all that is the student's.
    #[must_use]
    pub fn mine(&self) -> PathBuf {
        self.folder.with_file_name(MINE)
    }

    /// Its hints, each as a paragraph or more.
    #[must_use]
    pub fn hints(&self) -> PathBuf {
        self.folder.join("hints.md")
    }

    /// What is shown when it is solved.
    #[must_use]
    pub fn explanation(&self) -> PathBuf {
        self.folder.join("explanation.md")
    }

    /// The folder of right answers that are unlike ours, for all runtimes.
    #[must_use]
    pub fn right_answers(&self) -> PathBuf {
        self.folder.join("right")
    }

    /// The folders of wrong answers: for all runtimes, and for each.
    #[must_use]
    pub fn wrong_answers(&self, runtime: Runtime) -> [PathBuf; 2] {
        let wrong: &Path = &self.folder.join("wrong");
        [wrong.to_path_buf(), wrong.join(runtime.name())]
    }
}

/// The package of a student's answers.
pub const MINE: &str = "mine";

fn suggestion(name: &str) -> String {
    let names = EXERCISES.iter().flat_map(|exercise| {
        let on = Runtime::ALL.map(|runtime| format!("{exercise}-{runtime}"));
        on.into_iter().chain([exercise.to_string()])
    });
    match meant(name, names) {
        Some(exercise) => format!("did you mean '{exercise}'?"),
        None => format!("there are {}, each on {}", list(&EXERCISES), list(&Runtime::ALL)),
    }
}
