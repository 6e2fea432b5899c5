//! Which programs there are. The folders tell: no list has to be kept.

use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::exercises::is_exercise;
use crate::mistakes::is_mistake;

/// A runtime that every topic has a program for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// tokio.
    Tokio,
    /// async-std.
    AsyncStd,
    /// smol.
    Smol,
}

impl Runtime {
    /// In the order in which they are shown.
    pub const ALL: [Runtime; 3] = [Runtime::Tokio, Runtime::AsyncStd, Runtime::Smol];

    /// Its name, which is also its feature's.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Runtime::Tokio => "tokio",
            Runtime::AsyncStd => "async-std",
            Runtime::Smol => "smol",
        }
    }

    /// The file of its program in each topic.
    #[must_use]
    pub fn file(self) -> String {
        format!("{}.rs", self.name().replace('-', "_"))
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A program, as cargo knows it.
#[derive(Clone, Debug)]
pub struct Program {
    /// `stage2-tokio`.
    pub name: String,
    /// `stage2-all-tasks`.
    pub package: String,
    /// What it needs: its runtime, and `does-not-compile` if rustc is expected to refuse it.
    pub features: Vec<&'static str>,
    /// Its file.
    pub source: PathBuf,
}

impl Program {
    /// Its text.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn text(&self) -> Result<String, String> {
        read(&self.source)
    }

    /// The path of its file in the workspace, with `/` on every system.
    ///
    /// # Errors
    /// If the workspace's folder cannot be found.
    pub fn path(&self) -> Result<String, String> {
        let root = root()?;
        let path = self.source.strip_prefix(root).unwrap_or(&self.source);
        Ok(path.to_string_lossy().replace('\\', "/"))
    }

    /// What its header says in the first line.
    ///
    /// # Errors
    /// If the file cannot be read, or does not begin with `//! `.
    pub fn purpose(&self) -> Result<String, String> {
        let text = self.text()?;
        let purpose = text.lines().next().and_then(|line| line.strip_prefix("//! "));
        let header = "has no header: its first line must be `//! ` and the program's purpose";
        Ok(purpose.ok_or(format!("{} {header}", self.name))?.to_string())
    }

    /// The message that rustc is expected to refuse it with, if it is to refuse it.
    #[must_use]
    pub fn compile_error(&self) -> Option<String> {
        fs::read_to_string(self.source.with_extension("stderr")).ok()
    }
}

/// A package with a program for each runtime: a stage in `crates/`, or an example in a group of `examples/`.
#[derive(Clone, Debug)]
pub struct Topic {
    /// `stage2`, or `lost-task`.
    pub name: String,
    /// `stage2-all-tasks`, or `lost-task`.
    pub package: String,
    sources: PathBuf,
}

impl Topic {
    /// The runtime's program.
    #[must_use]
    pub fn program(&self, runtime: Runtime) -> Program {
        let source = self.sources.join(runtime.file());
        let mut features = vec![runtime.name()];
        if source.with_extension("stderr").is_file() {
            features.push("does-not-compile");
        }
        let name = format!("{}-{runtime}", self.name);
        Program { name, package: self.package.clone(), features, source }
    }

    /// The same in Python, if it is here. A stage's is the tutorial's page.
    #[must_use]
    pub fn asyncio(&self) -> Option<PathBuf> {
        Some(self.sources.join("asyncio.py")).filter(|file| file.is_file())
    }

    /// All topics, stages first, both in the order of their names.
    ///
    /// # Errors
    /// If the folders cannot be read.
    pub fn all() -> Result<Vec<Topic>, String> {
        let mut topics = Vec::new();
        let (crates, examples) = (root()?.join("crates"), root()?.join("examples"));
        for package in folders(&crates)? {
            // `stage2-all-tasks` is `stage2`. The other crates are no topics.
            if let Some((name, _)) = package.split_once('-')
                && name.strip_prefix("stage").is_some_and(|number| number.parse::<u32>().is_ok())
            {
                let sources = crates.join(&package).join("src");
                topics.push(Topic { name: name.to_string(), package, sources });
            }
        }
        for group in ["with-asyncio", "runtime-alone"] {
            for package in folders(&examples.join(group))? {
                let sources = examples.join(group).join(&package);
                topics.push(Topic { name: package.clone(), package, sources });
            }
        }
        Ok(topics)
    }
}

/// The end of the name of a topic's Python program: `chain-asyncio`.
pub const ASYNCIO: &str = "-asyncio";

/// The Python program of that name.
///
/// # Errors
/// If there is none. The message says what there is.
pub fn find_asyncio(name: &str) -> Result<PathBuf, String> {
    let topics = Topic::all()?;
    let topic =
        name.strip_suffix(ASYNCIO).and_then(|name| topics.iter().find(|it| it.name == name));
    match topic {
        Some(topic) => topic.asyncio().ok_or_else(|| {
            let tutorial = "a stage's Python program is the one in the tutorial";
            let native = "what is native has no Python program";
            let reason = if topic.name.starts_with("stage") { tutorial } else { native };
            format!("there is no program '{name}'; {reason}")
        }),
        None => Err(format!("there is no program '{name}'; {}", suggestion(name, &topics))),
    }
}

/// The topic of that name, or of the program of that name, with its runtime: `stage2` or
/// `stage2-tokio`.
///
/// # Errors
/// If there is none. The message says what there is.
pub fn find(name: &str) -> Result<(Topic, Option<Runtime>), String> {
    let topics = Topic::all()?;
    for topic in &topics {
        if topic.name == name {
            return Ok((topic.clone(), None));
        }
        for runtime in Runtime::ALL {
            if topic.program(runtime).name == name {
                return Ok((topic.clone(), Some(runtime)));
            }
        }
    }
    Err(format!("there is no program '{name}'; {}", suggestion(name, &topics)))
}

/// The topic of that name.
///
/// # Errors
/// If there is none. The message says what there is.
pub fn find_topic(name: &str) -> Result<Topic, String> {
    match find(name)? {
        (topic, None) => Ok(topic),
        (topic, Some(_)) => Err(format!("'{name}' is one program; for all three: {}", topic.name)),
    }
}

/// The runtime of that name.
///
/// # Errors
/// If there is none. The message says what there is.
pub fn find_runtime(name: &str) -> Result<Runtime, String> {
    let runtime = Runtime::ALL.into_iter().find(|runtime| runtime.name() == name);
    runtime.ok_or(format!("there is no runtime '{name}'; there are {}", list(&Runtime::ALL)))
}

fn suggestion(name: &str, topics: &[Topic]) -> String {
    let programs = topics.iter().flat_map(|topic| {
        let programs = Runtime::ALL.map(|runtime| topic.program(runtime).name);
        let asyncio = topic.asyncio().map(|_| format!("{}{ASYNCIO}", topic.name));
        programs.into_iter().chain([topic.name.clone()]).chain(asyncio)
    });
    if let Some(program) = meant(name, programs) {
        return format!("did you mean '{program}'?");
    }
    if is_mistake(name) {
        return format!("it is a mistake: just fail {name}");
    }
    if is_exercise(name) {
        return "it is an exercise; all are listed by: just exercise".to_string();
    }
    if let Some(topic) = topics.iter().find(|topic| name.starts_with(&format!("{}-", topic.name))) {
        return format!("{} runs on {}", topic.name, list(&Runtime::ALL));
    }
    let names: Vec<_> = topics.iter().map(|topic| &topic.name).collect();
    format!("there are {}, each on {}", list(&names), list(&Runtime::ALL))
}

/// The one that is nearest to a mistyped name, if one is near.
#[must_use]
pub fn meant(name: &str, names: impl Iterator<Item = String>) -> Option<String> {
    let mut near: Vec<_> =
        names.map(|other| (strsim::damerau_levenshtein(name, &other), other)).collect();
    near.sort();
    near.dedup();
    match &near[..] {
        [(distance, other), (next, _), ..] if *distance <= 3 && distance < next => {
            Some(other.clone())
        }
        _ => None,
    }
}

/// Names in a line: `one, two`.
#[must_use]
pub fn list(names: &[impl fmt::Display]) -> String {
    names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The workspace's folder. cargo says where it found this package; a path that was fixed when this
/// was compiled would be wrong once the folder has been moved.
///
/// # Errors
/// If this was not started by cargo.
pub fn root() -> Result<PathBuf, String> {
    let package = env::var_os("CARGO_MANIFEST_DIR").ok_or("start this with: cargo classroom")?;
    let root = Path::new(&package).ancestors().find(|folder| folder.join("crates").is_dir());
    Ok(root.ok_or("the folder 'crates' is missing")?.to_path_buf())
}

fn folders(path: &Path) -> Result<Vec<String>, String> {
    let unreadable = |error| format!("cannot read {}: {error}", path.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if entry.path().join("Cargo.toml").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Reads a file.
///
/// # Errors
/// If it cannot be read, with its path.
pub fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}
