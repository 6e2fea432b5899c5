//! The list of programs: three stages, and the examples whose folders exist.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Context, Error, Result};
use crate::names::{Named, find_on};
pub use crate::runtime::Runtime;

/// A program, as cargo knows it.
#[derive(Clone, Debug)]
pub struct Program {
    /// `stage2-tokio`.
    pub name: String,
    /// `stage2-all-tasks`.
    pub package: String,
    /// The only runtime that is compiled for it.
    pub runtime: Runtime,
    /// Its file.
    pub source: PathBuf,
}

impl Program {
    /// Whether rustc should refuse it. Then rustc's message is recorded beside it.
    pub fn is_refused(&self) -> bool {
        self.source.with_extension("stderr").is_file()
    }
}

/// A package with a program for each runtime: a stage, or an example.
#[derive(Clone, Debug)]
pub struct Topic {
    /// `stage2`, or `lost-task`.
    pub name: String,
    /// `stage2-all-tasks`, or `lost-task`.
    pub package: String,
    /// What a list shows above it: `The stages`.
    pub group: &'static str,
    /// The folder of its programs.
    pub sources: PathBuf,
}

impl Named for Topic {
    fn name(&self) -> &str {
        &self.name
    }
}

/// The packages of the stages. They are named here, so that a missing folder is reported.
const STAGES: [&str; 3] = ["stage1-await-in-callback", "stage2-all-tasks", "stage3-event"];

/// The groups of `examples/` that have programs to run, and their headings in a list.
const GROUPS: [(&str, &str); 4] = [
    ("with-asyncio", "Examples with crates/asyncio"),
    ("runtime-alone/tasks", RUNTIME_ALONE),
    ("runtime-alone/coordination", RUNTIME_ALONE),
    ("runtime-alone/threads-and-io", RUNTIME_ALONE),
];
/// The heading of the topics that do without `crates/asyncio`.
pub const RUNTIME_ALONE: &str = "asyncio has X: what do I write? With the runtime alone";

impl Topic {
    /// All topics: first the stages, then the examples.
    pub fn all() -> Result<Vec<Topic>> {
        let root = root()?;
        let mut topics = Vec::new();
        for package in STAGES {
            let sources = root.join("crates").join(package).join("src");
            let (name, package) = (package[.."stage1".len()].into(), package.into());
            topics.push(Topic { name, package, group: "The stages", sources });
        }
        for (folder, group) in GROUPS {
            let folder = root.join("examples").join(folder);
            for package in folders(&folder)? {
                let sources = folder.join(&package);
                topics.push(Topic { name: package.clone(), package, group, sources });
            }
        }
        Ok(topics)
    }

    /// The topic of that name, or of a program's name, and the program's runtime.
    pub fn find(name: &str) -> Result<(Topic, Option<Runtime>)> {
        let topics = Topic::all()?;
        let (topic, runtime) = find_on("program", name, &topics, "just list")?;
        Ok((topic.clone(), runtime))
    }

    /// The runtime's program.
    pub fn program(&self, runtime: Runtime) -> Program {
        let source = self.sources.join(format!("{}.rs", runtime.ident()));
        let name = format!("{}-{runtime}", self.name);
        Program { name, package: self.package.clone(), runtime, source }
    }

    /// The Python program, if there is one.
    pub fn asyncio(&self) -> Option<PathBuf> {
        Some(self.sources.join("asyncio.py")).filter(|file| file.is_file())
    }

    /// What its programs show: the first line of their headers.
    pub fn purpose(&self) -> Result<String> {
        let text = read(&self.program(Runtime::Tokio).source)?;
        Ok(text.lines().next().unwrap_or_default().trim_start_matches("//! ").to_string())
    }
}

/// The student's program for an exercise. The file may not exist yet.
pub fn answer(exercise: &str, runtime: Runtime) -> Result<Program> {
    let name = format!("{exercise}-{runtime}");
    let source = root()?.join("examples/exercises/src/bin").join(format!("{name}.rs"));
    Ok(Program { name, package: "exercises".to_string(), runtime, source })
}

/// The workspace's folder. cargo says where it found this package; a path that was fixed when this
/// was compiled would be wrong once the folder has been moved.
pub fn root() -> Result<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR");
    let package = package.ok_or_else(|| Error::new("start this with: cargo classroom"))?;
    let root = Path::new(&package).ancestors().find(|folder| folder.join("crates").is_dir());
    Ok(root.ok_or_else(|| Error::new("the folder 'crates' is missing"))?.to_path_buf())
}

/// A file's path in the workspace, with `/` on every system.
pub fn shown(path: &Path) -> String {
    let root = root().unwrap_or_default();
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// A text file, with `\n` at the end of each line on every system.
pub fn read(path: &Path) -> Result<String> {
    if let Some(missing) = path.ancestors().take_while(|it| !it.exists()).last() {
        let file = shown(missing);
        let advice = "is missing; if you deleted it, restore it with: git restore";
        return Err(Error::new(format!("{file} {advice} {file}")));
    }
    let text = fs::read_to_string(path).context(format_args!("cannot read {}", shown(path)))?;
    Ok(text.replace("\r\n", "\n"))
}

/// What is in a folder, in order.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = entries.context(format_args!("cannot read {}", shown(folder)))?;
    let mut paths: Vec<_> = entries.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    Ok(paths)
}

/// The names of the folders in a folder, in order.
pub fn folders(folder: &Path) -> Result<Vec<String>> {
    let paths = entries(folder)?.into_iter().filter(|path| path.is_dir());
    Ok(paths.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect())
}
