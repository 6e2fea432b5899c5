//! Changes to a file that are kept as patches: what-ifs, answers to exercises, mutations.
//!
//! A patch begins with a header. Below it stands the change, as `git diff` prints it.

use std::path::{Path, PathBuf};

use classroom::names::Named;
use classroom::programs::{entries, read, shown};
use classroom::{Context, Error, Result};

use crate::header::Header;

/// A change, and its header.
#[derive(Clone, Debug)]
pub struct Patch {
    pub name: String,
    pub header: Header,
    /// The change; empty if nothing is changed but the environment.
    pub diff: String,
    pub file: PathBuf,
}

impl Named for Patch {
    fn name(&self) -> &str {
        &self.name
    }
}

impl Patch {
    /// All patches of a folder, in the order of their names. None if there is no such folder.
    pub fn all(folder: &Path) -> Result<Vec<Patch>> {
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut files = entries(folder)?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "patch"));
        files.iter().map(|file| Patch::read(file)).collect()
    }

    fn read(file: &Path) -> Result<Patch> {
        let text = read(file)?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (head, diff) = text.split_at(text.find("--- a/").unwrap_or(text.len()));
        let (header, diff) = (Header::of_patch(head), diff.to_string());
        Ok(Patch { name, header, diff, file: file.to_path_buf() })
    }

    /// The text after a word at the beginning of a line. An error if there is no such line.
    pub fn note(&self, word: &str) -> Result<&str> {
        let missing = || Error::new(format!("{} has no line `{word}…`", shown(&self.file)));
        self.header.notes(word).next().ok_or_else(missing)
    }

    /// Each file that it changes, with its text after the change.
    pub fn apply(&self, root: &Path) -> Result<Vec<(&str, String)>> {
        let mut changed = Vec::new();
        // A patch of several files is as many patches, one after the other.
        for part in self.diff.split("--- a/").skip(1) {
            let file = part.lines().next().unwrap_or_default();
            changed.push((file, self.change(&format!("--- a/{part}"), &root.join(file))?));
        }
        Ok(changed)
    }

    /// The text of a file after the change, which must change no other file.
    pub fn apply_to(&self, file: &Path) -> Result<String> {
        if self.diff.is_empty() { read(file) } else { self.change(&self.diff, file) }
    }

    fn change(&self, diff: &str, file: &Path) -> Result<String> {
        let (name, file_shown) = (shown(&self.file), shown(file));
        let patch = diffy::Patch::from_str(diff).context(format_args!("{name} is no patch"))?;
        diffy::apply(&read(file)?, &patch).map_err(|_| {
            Error::new(format!(
                "{file_shown} has changed, so {name} no longer fits. If you changed it, restore it with: \
                 git restore {file_shown}"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// An editor may save a file with `\r\n`, and a reader may change a line.
    #[test]
    fn a_change_fits_with_any_line_ends_and_a_file_can_be_restored() {
        let file = std::env::temp_dir().join(format!("patch-{}.rs", std::process::id()));
        let diff = "--- a/it.rs\n+++ b/it.rs\n@@ -1,3 +1,2 @@\n one\n-two\n three\n".to_string();
        let header = Header::of_patch("It.");
        let patch = Patch { name: "it".to_string(), header, diff, file: "it.patch".into() };
        fs::write(&file, "one\r\ntwo\r\nthree\r\n").unwrap();
        assert_eq!(patch.apply_to(&file).unwrap(), "one\nthree\n");
        fs::write(&file, "one\n2\nthree\n").unwrap();
        let error = patch.apply_to(&file).unwrap_err().to_string();
        fs::remove_file(&file).unwrap();
        assert!(error.contains("If you changed it, restore it with: git restore "), "{error}");
        let error = patch.apply_to(&file).unwrap_err().to_string();
        assert!(error.contains("if you deleted it, restore it with: git restore "), "{error}");
    }
}
