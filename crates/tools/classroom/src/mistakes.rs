//! Which mistakes there are, and where their files are.
//!
//! Each has a folder in `examples/mistakes`, but the first, which is stage 1. In the folder are the
//! mistake, its repair, what each of them does, and the same mistake in Python.

use std::path::{Path, PathBuf};

use crate::programs::{Program, Runtime, Topic, find, find_topic, list, meant, root};

/// The mistakes that rustc refuses, in the order in which a class meets them.
pub const REFUSED: [&str; 8] = [
    "await-in-callback",
    "await-in-closure",
    "async-callback",
    "rc-across-await",
    "guard-across-await",
    "borrowed-local",
    "forgotten-move",
    "self-spawn",
];

/// The mistakes that compile, on all three runtimes, and go wrong when they run.
pub const ACCEPTED: [&str; 6] = [
    "never-awaited",
    "block-on-in-callback",
    "create-task-outside-run",
    "dropped-handle",
    "self-await",
    "set-is-not-done",
];

/// Those that rustc refuses with a help that leads astray, or whose first way out is none.
const WITH_DETOUR: [&str; 2] = ["async-callback", "guard-across-await"];

/// The mistake that is a stage of the tutorial, and the stage.
const STAGE_MISTAKE: &str = "await-in-callback";
const STAGE: &str = "stage1";

/// Whether it is the name of a mistake, or of one on a runtime.
pub(crate) fn is_mistake(name: &str) -> bool {
    let mut names = REFUSED.iter().chain(&ACCEPTED);
    names.any(|mistake| {
        name.strip_prefix(mistake).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    })
}

/// A mistake, on all runtimes.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// `rc-across-await`.
    pub name: String,
    /// The folder with `python.py`, which does the same in Python, and what that does: `python.txt`.
    pub folder: PathBuf,
    /// The mistake on each runtime; only one where it needs none.
    pub cases: Vec<Case>,
    /// What one may try next, and rustc refuses, too.
    pub detour: Option<Case>,
}

/// A mistake on a runtime.
#[derive(Clone, Debug)]
pub struct Case {
    /// `rc-across-await`, or `never-awaited-tokio`.
    pub name: String,
    /// Whether rustc refuses it.
    pub refused: bool,
    /// `None` if the mistake needs no runtime.
    pub runtime: Option<Runtime>,
    /// The mistake.
    pub mistake: Program,
    /// The program without the mistake.
    pub repair: Program,
}

impl Mistake {
    /// All of them: first those that rustc refuses.
    ///
    /// # Errors
    /// If a folder cannot be read.
    pub fn all() -> Result<Vec<Mistake>, String> {
        let refused = REFUSED.iter().map(|name| Mistake::refused(name));
        refused.chain(ACCEPTED.iter().map(|name| Mistake::accepted(name))).collect()
    }

    fn refused(name: &str) -> Result<Mistake, String> {
        if name == STAGE_MISTAKE {
            return Mistake::stage(&find_topic(STAGE)?);
        }
        let folder = root()?.join("examples/mistakes/refused-by-rustc").join(name);
        let program = |name: String, feature, file: &str| Program {
            name,
            package: "mistakes".to_string(),
            features: vec![feature],
            source: folder.join(file),
        };
        let case = |end: &str, file: &str| Case {
            name: format!("{name}{end}"),
            refused: true,
            runtime: None,
            mistake: program(format!("{name}{end}"), "does-not-compile", file),
            repair: program(format!("{name}-repair"), "repair", "repair.rs"),
        };
        let detour = WITH_DETOUR.contains(&name).then(|| case("-detour", "detour.rs"));
        let cases = vec![case("", "mistake.rs")];
        Ok(Mistake { name: name.to_string(), folder, cases, detour })
    }

    fn accepted(name: &str) -> Result<Mistake, String> {
        let folder = root()?.join("examples/mistakes/failing-when-run").join(name);
        let program = |name: String, runtime: Runtime, folder: &Path| Program {
            name,
            package: "mistakes".to_string(),
            features: vec![runtime.name()],
            source: folder.join(runtime.file()),
        };
        let cases = Runtime::ALL.map(|runtime| Case {
            name: format!("{name}-{runtime}"),
            refused: false,
            runtime: Some(runtime),
            mistake: program(format!("{name}-{runtime}"), runtime, &folder),
            repair: program(format!("{name}-repair-{runtime}"), runtime, &folder.join("repair")),
        });
        let (name, cases) = (name.to_string(), cases.to_vec());
        Ok(Mistake { name, folder, cases, detour: None })
    }

    fn stage(topic: &Topic) -> Result<Mistake, String> {
        let name = STAGE_MISTAKE;
        let folder = root()?.join("crates").join(&topic.package);
        let cases = Runtime::ALL.map(|runtime| Case {
            name: format!("{name}-{runtime}"),
            refused: true,
            runtime: Some(runtime),
            mistake: Program {
                features: vec![runtime.name(), "does-not-compile"],
                ..topic.program(runtime)
            },
            repair: Program {
                name: format!("{name}-repair-{runtime}"),
                package: topic.package.clone(),
                features: vec![runtime.name(), "repair"],
                source: folder.join("repair").join(runtime.file()),
            },
        });
        let (name, cases) = (name.to_string(), cases.to_vec());
        Ok(Mistake { name, folder, cases, detour: None })
    }

    /// Whether rustc refuses it.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.cases.iter().all(|case| case.refused)
    }

    /// A mistake, and the case that is meant, or all.
    ///
    /// # Errors
    /// If there is none of that name. The message says what there is.
    pub fn find(name: &str) -> Result<(Mistake, Vec<Case>), String> {
        let mistakes = Mistake::all()?;
        for mistake in &mistakes {
            if mistake.name == name {
                return Ok((mistake.clone(), mistake.cases.clone()));
            }
            if let Some(case) = mistake.all_cases().find(|case| case.name == name) {
                return Ok((mistake.clone(), vec![case.clone()]));
            }
        }
        let suggestion = suggestion(name, &mistakes);
        Err(format!("there is no mistake '{name}'; {suggestion}"))
    }

    /// The mistake in Python.
    #[must_use]
    pub fn python(&self) -> PathBuf {
        self.folder.join("python.py")
    }

    /// What the repairs print, on every runtime.
    #[must_use]
    pub fn repaired(&self) -> PathBuf {
        self.folder.join("repair.txt")
    }

    /// The cases, and the detour.
    pub fn all_cases(&self) -> impl Iterator<Item = &Case> {
        self.cases.iter().chain(&self.detour)
    }

    /// All programs: mistakes, repairs, and the detour.
    #[must_use]
    pub fn programs(&self) -> Vec<Program> {
        let repairs = self.cases.iter().map(|case| case.repair.clone());
        self.all_cases().map(|case| case.mistake.clone()).chain(repairs).collect()
    }
}

impl Case {
    /// Whether it needs no other runtime than these.
    #[must_use]
    pub fn is_for(&self, runtimes: &[Runtime]) -> bool {
        self.runtime.is_none_or(|runtime| runtimes.contains(&runtime))
    }

    /// What rustc says of the mistake, or what it does when it runs.
    #[must_use]
    pub fn recorded(&self) -> PathBuf {
        self.mistake.source.with_extension(if self.refused { "stderr" } else { "txt" })
    }
}

fn suggestion(name: &str, mistakes: &[Mistake]) -> String {
    if let Some(case) = name.strip_prefix(STAGE) {
        return format!("it is the mistake '{STAGE_MISTAKE}{case}'");
    }
    if find(name).is_ok() {
        return format!("it is a program: just run {name}");
    }
    let cases = mistakes.iter().flat_map(Mistake::all_cases);
    let names = cases.map(|case| &case.name).chain(mistakes.iter().map(|mistake| &mistake.name));
    if let Some(name) = meant(name, names.cloned()) {
        return format!("did you mean '{name}'?");
    }
    match mistakes.iter().find(|mistake| name.starts_with(&format!("{}-", mistake.name))) {
        Some(Mistake { name, cases, .. }) if cases.len() == 1 => format!("{name} needs no runtime"),
        Some(Mistake { name, .. }) => format!("{name} is on {}", list(&Runtime::ALL)),
        None => {
            let names: Vec<_> = mistakes.iter().map(|mistake| &mistake.name).collect();
            format!("there are {}", list(&names))
        }
    }
}
