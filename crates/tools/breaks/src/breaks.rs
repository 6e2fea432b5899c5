//! The files in `patches`.

use classroom::programs::root;
use patches::Patch;
use strsim::damerau_levenshtein;

/// One break.
pub(crate) struct Break {
    pub(crate) patch: Patch,
    pub(crate) reason: String,
    pub(crate) catchers: Vec<Catcher>,
    /// A program of a stage in which it can be seen, too.
    pub(crate) program: Option<String>,
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

const CAUGHT_BY: &str = "Caught by: ";
const SEEN_IN: &str = "Seen in: ";

impl Break {
    /// All of them, in the order of their names.
    pub(crate) fn all() -> Result<Vec<Break>, String> {
        let patches = Patch::all(&root()?.join("crates/verification/mutations"))?;
        patches.into_iter().map(Break::from_patch).collect()
    }

    pub(crate) fn find(name: &str) -> Result<Break, String> {
        let mut breaks = Break::all()?;
        if let Some(place) = breaks.iter().position(|it| it.patch.name == name) {
            return Ok(breaks.swap_remove(place));
        }
        let near = breaks.iter().min_by_key(|it| damerau_levenshtein(name, &it.patch.name));
        let near = near.map_or("", |it| &it.patch.name);
        Err(format!(
            "there is no break '{name}'; the nearest is '{near}', and `just break` lists them"
        ))
    }

    fn from_patch(patch: Patch) -> Result<Break, String> {
        let wrong = |what: &str| format!("{}.patch has no {what}", patch.name);
        let mut catchers = Vec::new();
        for catcher in patch.notes(CAUGHT_BY) {
            let (suite, test) = catcher.split_once(' ').ok_or(wrong("test: `models <test>`"))?;
            if !["models", "guarantees"].contains(&suite) {
                return Err(wrong("suite that exists: models or guarantees"));
            }
            catchers.push(Catcher { suite: suite.to_string(), test: test.to_string() });
        }
        if catchers.is_empty() {
            return Err(wrong("line `Caught by: `"));
        }
        let program = patch.notes(SEEN_IN).next().map(ToString::to_string);
        let reason = patch.prose(&[CAUGHT_BY, SEEN_IN]);
        Ok(Break { patch, reason, catchers, program })
    }
}
