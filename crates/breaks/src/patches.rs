//! The files in `patches`.

use std::fmt;
use std::fs;
use std::path::Path;

use classroom::programs::{read, root};
use strsim::damerau_levenshtein;

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

    /// The file that it is in.
    pub(crate) fn source(&self) -> String {
        let module = self.test.split("::").next().unwrap_or_default();
        let crate_name = if self.suite == "models" { "models" } else { "asyncio" };
        format!("crates/{crate_name}/tests/{}/{module}.rs", self.suite)
    }
}

impl Patch {
    /// All of them, in the order of their names.
    pub(crate) fn all() -> Result<Vec<Patch>, String> {
        let folder = root()?.join("crates/breaks/patches");
        let unreadable = |error| format!("cannot read {}: {error}", folder.display());
        let mut patches = Vec::new();
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|extension| extension == "patch") {
                patches.push(Patch::parse(&path)?);
            }
        }
        patches.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(patches)
    }

    pub(crate) fn find(name: &str) -> Result<Patch, String> {
        let mut patches = Patch::all()?;
        if let Some(place) = patches.iter().position(|patch| patch.name == name) {
            return Ok(patches.swap_remove(place));
        }
        let near = patches.iter().min_by_key(|patch| damerau_levenshtein(name, &patch.name));
        let near = near.map_or("", |patch| &patch.name);
        Err(format!(
            "there is no break '{name}'; the nearest is '{near}', and `just break` lists them"
        ))
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
            } else if !line.is_empty() && !line.starts_with("diff ") && !line.starts_with("index ")
            {
                reason.push(line); // not what git puts before a change
            }
        }
        if !diff.contains("\n@@ ") {
            return Err(wrong("change: `@@ ` begins one"));
        }
        if catchers.is_empty() {
            return Err(wrong("line `Caught by: `"));
        }
        let reason = reason.join("\n");
        Ok(Patch { name, purpose, reason, catchers, program, diff: diff.to_string() })
    }

    /// Each file that it changes, with its text after the change.
    pub(crate) fn apply(&self, root: &Path) -> Result<Vec<(&str, String)>, String> {
        let mut changed = Vec::new();
        // A patch of several files is as many patches, one after the other.
        for part in self.diff.split("--- a/").skip(1) {
            let file = part.lines().next().unwrap_or_default();
            let refused = |error: &dyn fmt::Display| {
                let how = "CONTRIBUTING.md tells how to make it anew";
                format!("{}.patch cannot be applied to {file}: {error}; {how}", self.name)
            };
            let part = format!("--- a/{part}");
            let patch = diffy::Patch::from_str(&part).map_err(|error| refused(&error))?;
            let text = read(&root.join(file))?;
            changed.push((file, diffy::apply(&text, &patch).map_err(|error| refused(&error))?));
        }
        Ok(changed)
    }

    /// Whether it can be applied.
    pub(crate) fn check(&self, root: &Path) -> Result<(), String> {
        self.apply(root).map(drop)
    }
}
