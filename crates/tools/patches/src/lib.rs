//! Changes to a program that are kept as files: what breaks the port, and wrong answers to exercises.
//!
//! A file begins with a line that says what is changed. Then come notes, such as `Caught by: …`, and
//! prose that says why; last the change itself, as `git diff` prints it.

use std::fmt;
use std::fs;
use std::path::Path;

use classroom::programs::read;

/// A change.
#[derive(Clone, Debug)]
pub struct Patch {
    /// Its file's name, without `.patch`.
    pub name: String,
    /// The first line of its file.
    pub purpose: String,
    /// What stands between that and the change.
    lines: Vec<String>,
    /// The change. Only a patch of [`Patch::all_even_empty`] may have none.
    pub diff: String,
}

impl Patch {
    /// All patches of a folder, in the order of their names.
    ///
    /// # Errors
    /// If the folder or one of them cannot be read, or a part is missing.
    pub fn all(folder: &Path) -> Result<Vec<Patch>, String> {
        let patches = Patch::all_even_empty(folder)?;
        match patches.iter().find(|patch| patch.diff.is_empty()) {
            Some(Patch { name, .. }) => {
                let file = folder.join(format!("{name}.patch"));
                Err(format!("{} has no change: it must begin with `--- a/`", file.display()))
            }
            None => Ok(patches),
        }
    }

    /// The same, but a patch may have no change to a file: its notes say what else is different.
    ///
    /// # Errors
    /// If the folder or one of them cannot be read, or a part is missing.
    pub fn all_even_empty(folder: &Path) -> Result<Vec<Patch>, String> {
        let unreadable = |error| format!("cannot read {}: {error}", folder.display());
        let mut patches = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|extension| extension == "patch") {
                patches.push(Patch::read(&path)?);
            }
        }
        patches.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(patches)
    }

    fn read(path: &Path) -> Result<Patch, String> {
        let text = read(path)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let wrong = |what: &str| format!("{} has no {what}", path.display());
        let (head, diff) = text.split_at(text.find("--- a/").unwrap_or(text.len()));
        if !diff.is_empty() && !diff.contains("\n@@ ") {
            return Err(wrong("change: `@@ ` begins one"));
        }
        let mut lines = head.lines();
        let purpose = lines.next().ok_or(wrong("first line"))?.to_string();
        // Without what git puts before a change.
        let lines = lines.filter(|line| !line.starts_with("diff ") && !line.starts_with("index "));
        let lines = lines.map(ToString::to_string).collect();
        Ok(Patch { name, purpose, lines, diff: diff.to_string() })
    }

    /// What stands behind a word at the beginning of a line: `Caught by: `.
    pub fn notes(&self, word: &str) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(move |line| line.strip_prefix(word))
    }

    /// What is not behind one of these words, in paragraphs.
    #[must_use]
    pub fn prose(&self, words: &[&str]) -> String {
        let is_note = |line: &str| words.iter().any(|word| line.starts_with(word));
        let mut lines: Vec<_> = self.lines.iter().filter(|line| !is_note(line)).collect();
        lines.dedup(); // what stood between two empty lines is gone
        let lines: Vec<_> = lines.iter().map(|line| line.as_str()).collect();
        lines.join("\n").trim().to_string()
    }

    /// Each file that it changes, with its text after the change.
    ///
    /// # Errors
    /// If it does not fit a file.
    pub fn apply(&self, root: &Path) -> Result<Vec<(&str, String)>, String> {
        let mut changed = Vec::new();
        // A patch of several files is as many patches, one after the other.
        for part in self.diff.split("--- a/").skip(1) {
            let file = part.lines().next().unwrap_or_default();
            let part = format!("--- a/{part}");
            changed.push((file, self.change(&part, file, &read(&root.join(file))?)?));
        }
        Ok(changed)
    }

    /// A text after the change, which is of one file only. It may be a twin of the file that the patch
    /// was made from: its lines are looked for.
    ///
    /// # Errors
    /// If it does not fit the text.
    pub fn apply_to(&self, text: &str, file: &str) -> Result<String, String> {
        self.change(&self.diff, file, text)
    }

    fn change(&self, diff: &str, file: &str, text: &str) -> Result<String, String> {
        let refused = |error: &dyn fmt::Display| {
            let how = "CONTRIBUTING.md tells how to make it anew";
            format!("{}.patch cannot be applied to {file}: {error}; {how}", self.name)
        };
        let patch = diffy::Patch::from_str(diff).map_err(|error| refused(&error))?;
        diffy::apply(text, &patch).map_err(|error| refused(&error))
    }
}
