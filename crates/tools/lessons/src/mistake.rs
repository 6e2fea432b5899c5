//! Mistakes: programs that rustc refuses or that fail when they run, and their repairs.
//!
//! Each has a folder in `examples/mistakes`; the first one is stage 1. In the folder are the mistake, its
//! repair, the same mistake in Python, and what each of them does. The order is that of the list in
//! `examples/mistakes/README.md`.

use std::path::PathBuf;

use classroom::names::{Named, find_on, split};
use classroom::programs::{Topic, folders, read, root};
use classroom::{Error, Result};

use crate::header::Header;
use crate::text::{Case, Text};

/// A mistake.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// `rc-across-await`.
    pub name: String,
    /// Whether rustc refuses it.
    pub refused: bool,
    /// Its files.
    pub folder: PathBuf,
    /// The program with the mistake.
    pub mistake: Text,
}

impl Named for Mistake {
    fn name(&self) -> &str {
        &self.name
    }
}

/// The mistake that is a stage of the tutorial, and the stage.
pub const STAGE_MISTAKE: (&str, &str) = ("await-in-callback", "stage1");

/// The two kinds of mistakes, and whether rustc refuses them.
const GROUPS: [(&str, bool); 2] = [("refused-by-rustc", true), ("failing-when-run", false)];

impl Mistake {
    /// All of them: first those that rustc refuses, both in the order in which a class meets them.
    pub fn all() -> Result<Vec<Mistake>> {
        let (name, stage) = STAGE_MISTAKE;
        let (stage, folder) = (Topic::find(stage)?.0, root()?.join("examples/mistakes"));
        let mut mistakes = vec![Mistake {
            name: name.to_string(),
            refused: true,
            folder: root()?.join("crates").join(&stage.package),
            mistake: Text::of_topic(&stage),
        }];
        let readme = read(&folder.join("README.md"))?;
        for (group, refused) in GROUPS {
            let mut names = folders(&folder.join(group))?;
            let place =
                |name: &String| readme.find(&format!("({group}/{name}/")).unwrap_or(readme.len());
            names.sort_by_key(place);
            mistakes.extend(names.into_iter().map(|name| {
                let folder = folder.join(group).join(&name);
                let mistake = Text::new(&folder, "mistake");
                Mistake { name, refused, folder, mistake }
            }));
        }
        Ok(mistakes)
    }

    /// The mistake of that name, and its programs: `never-awaited`, or `never-awaited-smol`. Advice
    /// repeats the command.
    pub fn find(name: &str, command: &str) -> Result<(Mistake, Vec<Case>)> {
        let mistakes = Mistake::all()?;
        let is_failed_repair = name.ends_with(FAILED_REPAIR);
        let base = name.trim_end_matches(FAILED_REPAIR);
        let (of_stage, stage) = STAGE_MISTAKE;
        if split(base).0 == stage {
            let advice = format!("{stage} is {of_stage}: just {command} {of_stage}");
            return Err(Error::new(advice));
        } else if Topic::find(base).is_ok() {
            return Err(Error::new(format!("{base} is not a mistake: just run {base}")));
        }
        let (mistake, runtime) = find_on("mistake", base, &mistakes, "just mistakes")?;
        let all = if is_failed_repair { mistake.failed_repairs()? } else { mistake.cases()? };
        let is_asked_for = |case: &&Case| runtime.is_none() || case.runtime == runtime;
        let cases: Vec<_> = all.iter().filter(is_asked_for).cloned().collect();
        if let (Some(runtime), true) = (runtime, cases.is_empty()) {
            let name = &mistake.name;
            return Err(Error::new(format!("{name} needs no runtime: leave off '-{runtime}'")));
        }
        Ok((mistake.clone(), cases))
    }

    /// What it shows.
    pub fn purpose(&self) -> Result<String> {
        Ok(Header::of_program(&self.cases()?[0].text).purpose().to_string())
    }

    /// The programs with the mistake.
    pub fn cases(&self) -> Result<Vec<Case>> {
        self.mistake.cases(&self.name, self.refused)
    }

    /// The programs without the mistake.
    pub fn repairs(&self) -> Result<Vec<Case>> {
        self.repair().cases(&format!("{}-repair", self.name), false)
    }

    /// The program without the mistake.
    pub fn repair(&self) -> Text {
        Text::new(&self.folder, "repair")
    }

    /// A repair that readers may try first, and that rustc refuses as well. Most mistakes have none.
    pub fn failed_repairs(&self) -> Result<Vec<Case>> {
        let name = format!("{}{FAILED_REPAIR}", self.name);
        self.failed_repair().map_or(Ok(Vec::new()), |text| text.cases(&name, true))
    }

    /// Its program.
    pub fn failed_repair(&self) -> Option<Text> {
        let text = Text::new(&self.folder, "failed_repair");
        text.file(None).is_file().then_some(text)
    }

    /// The mistake in Python.
    pub fn python(&self) -> PathBuf {
        self.folder.join(if self.name == STAGE_MISTAKE.0 { "src/asyncio.py" } else { "python.py" })
    }
}

/// What follows the name of a mistake in that of its failed repair.
pub const FAILED_REPAIR: &str = "-failed-repair";
