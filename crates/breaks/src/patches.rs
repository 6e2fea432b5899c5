//! The files in `patches`.

use std::fs;
use std::path::Path;

use classroom::programs::{read, root};

/// One break.
pub(crate) struct Patch {
    pub(crate) name: String,
    /// The first line of its file.
    pub(crate) purpose: String,
    pub(crate) reason: String,
    pub(crate) catchers: Vec<Catcher>,
    /// A program of a stage in which it can be seen, too.
    pub(crate) program: Option<String>,
    pub(crate) diff: String,
}

/// A test that must fail.
pub(crate) struct Catcher {
    /// `models` or `guarantees`.
    suite: String,
    pub(crate) test: String,
}

pub(crate) const MODELS: &[&str] = &["test", "--package", "models", "--test", "models"];
const GUARANTEES: &[&str] = &["test", "--package", "asyncio", "--test", "guarantees"];

impl Catcher {
    pub(crate) fn command(&self) -> &'static [&'static str] {
        if self.suite == "models" { MODELS } else { GUARANTEES }
    }

    pub(crate) fn arguments(&self) -> [&str; 3] {
        ["--", "--exact", &self.test]
    }
}

impl Patch {
    /// All of them, in the order of their names.
    pub(crate) fn all() -> Result<Vec<Patch>, String> {
        let folder = root()?.join("crates/breaks/patches");
        let unreadable = |error| format!("cannot read {}: {error}", folder.display());
        let mut patches = Vec::new();
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            patches.push(Patch::parse(&entry.map_err(unreadable)?.path())?);
        }
        patches.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(patches)
    }

    pub(crate) fn find(name: &str) -> Result<Patch, String> {
        let found = Patch::all()?.into_iter().find(|patch| patch.name == name);
        found.ok_or(format!("there is no break '{name}'; without a name this lists them"))
    }

    fn parse(path: &Path) -> Result<Patch, String> {
        let text = read(path)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let wrong = |what: &str| format!("{} has no {what}", path.display());
        let start = text.find("--- a/").ok_or(wrong("change: it must begin with `--- a/`"))?;
        let (head, diff) = text.split_at(start);
        let mut lines = head.lines();
        let purpose = lines.next().ok_or(wrong("first line"))?.to_string();
        let (mut catchers, mut program, mut reason) = (Vec::new(), None, Vec::new());
        for line in lines {
            if let Some(catcher) = line.strip_prefix("Caught by: ") {
                let (suite, test) =
                    catcher.split_once(' ').ok_or(wrong("test: `models <test>`"))?;
                if !["models", "guarantees"].contains(&suite) {
                    return Err(wrong("suite that exists: models or guarantees"));
                }
                catchers.push(Catcher { suite: suite.to_string(), test: test.to_string() });
            } else if let Some(name) = line.strip_prefix("Seen in: ") {
                program = Some(name.to_string());
            } else if !line.is_empty() {
                reason.push(line);
            }
        }
        if catchers.is_empty() {
            return Err(wrong("line `Caught by: `"));
        }
        let reason = reason.join("\n");
        Ok(Patch { name, purpose, reason, catchers, program, diff: diff.to_string() })
    }

    /// The file after the change, if it is one that this patch changes.
    pub(crate) fn apply(&self, file: &str, text: &str) -> Result<Option<String>, String> {
        let mut changed = None;
        for part in self.diff.split_inclusive('\n').fold(Vec::new(), begin_at_header) {
            let refused = |error: &dyn std::fmt::Display| {
                format!("{} cannot be applied to {file}: {error}; make it anew", self.name)
            };
            let patch = diffy::Patch::from_str(&part).map_err(|error| refused(&error))?;
            if patch.original() == Some(&format!("a/{file}")) {
                changed = Some(diffy::apply(text, &patch).map_err(|error| refused(&error))?);
            }
        }
        Ok(changed)
    }

    /// The files that it changes.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.diff.lines().filter_map(|line| line.strip_prefix("--- a/"))
    }
}

/// A patch of several files is as many patches, one after the other.
fn begin_at_header(mut parts: Vec<String>, line: &str) -> Vec<String> {
    if line.starts_with("--- a/") {
        parts.push(String::new());
    }
    if let Some(part) = parts.last_mut() {
        part.push_str(line);
    }
    parts
}
