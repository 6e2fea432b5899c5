//! A student's files. git ignores them, and nothing here overwrites one that is not also kept elsewhere. A
//! file appears whole or not at all.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;

use classroom::names::Named;
use classroom::programs::{Runtime, answer, shown};
use classroom::{Context, Error, Result};

use super::Exercise;

/// A student's work on an exercise on one runtime.
#[derive(Clone, Debug)]
pub struct Mine {
    start: String,
    /// `src/bin/second-callback-smol.rs`.
    pub answer: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Untouched,
    Begun,
    Solved,
}

impl Mine {
    pub fn of(exercise: &Exercise, runtime: Runtime) -> Result<Mine> {
        let start = exercise.start().on(Some(runtime))?;
        Ok(Mine { start, answer: answer(exercise.name(), runtime)?.source })
    }

    /// A file beside the folder of answers: `src/aside/second-callback-smol-1.rs`.
    fn beside(&self, folder: &str, end: &str) -> PathBuf {
        let name = self.answer.file_stem().unwrap_or_default().to_string_lossy();
        let source = self.answer.ancestors().nth(2).unwrap_or(&self.answer);
        source.join(folder).join(format!("{name}{end}.rs"))
    }

    /// The answer that was right, as it was then.
    fn solved(&self) -> PathBuf {
        self.beside("solved", "")
    }

    pub fn progress(&self) -> Progress {
        if exists(&self.solved()) {
            Progress::Solved
        } else if exists(&self.answer) {
            Progress::Begun
        } else {
            Progress::Untouched
        }
    }

    /// Writes the starting file where the answer will be, unless there is one. True if it did.
    pub fn begin(&self) -> Result<bool> {
        create(&self.answer, self.start.as_bytes())
    }

    pub fn is_start(&self, text: &str) -> bool {
        text == self.start
    }

    /// Remembers that it is solved, and how.
    pub fn solve(&self, answer: &str) -> Result<()> {
        create(&self.solved(), answer.as_bytes()).map(drop)
    }

    /// Brings the starting file back. Returns where the previous answer is kept, if there was one. If a file
    /// cannot be written, the answer stays where it was.
    pub fn reset(&self) -> Result<Option<PathBuf>> {
        self.begin()?;
        // It need not be text: an editor may have saved it in another encoding.
        let answer = fs::read(&self.answer);
        let answer = answer.context(format_args!("cannot read {}", shown(&self.answer)))?;
        if answer == self.start.as_bytes() {
            return Ok(None);
        }
        let mut number = 1;
        while !create(&self.aside_as(number), &answer)? {
            number += 1;
        }
        // The answer is in two places now.
        replace(&self.answer, self.start.as_bytes())?;
        Ok(Some(self.aside_as(number)))
    }

    fn aside_as(&self, number: u32) -> PathBuf {
        self.beside("aside", &format!("-{number}"))
    }
}

/// Whether a file exists. An empty one does not count: it is left over from a write that failed.
fn exists(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.len() > 0)
}

/// Makes a file. False if there already is one, which stays as it is.
fn create(path: &Path, content: &[u8]) -> Result<bool> {
    if exists(path) {
        return Ok(false);
    }
    replace(path, content)?;
    Ok(true)
}

/// Writes a new file, and then moves it to its place. A link is replaced, not followed.
fn replace(path: &Path, content: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    let beside = folder.join(format!(".unfinished-{}", process::id()));
    let write = || {
        fs::create_dir_all(folder)?;
        let mut file = File::create(&beside)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&beside);
        let advice = match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                "; copy this folder to a place where you may write"
            }
            ErrorKind::StorageFull => "; make room, then try again",
            _ => "",
        };
        Error::new(format!("cannot write {}: {error}{advice}", shown(path)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use classroom::programs::read;

    fn mine(test: &str) -> Mine {
        let folder = std::env::temp_dir().join(format!("mine-{}-{test}", process::id()));
        Mine { start: "start".to_string(), answer: folder.join("bin").join("it.rs") }
    }

    fn remove(mine: &Mine) {
        fs::remove_dir_all(mine.answer.ancestors().nth(2).unwrap()).unwrap();
    }

    #[test]
    fn an_answer_is_never_overwritten() {
        let mine = mine("overwritten");
        assert_eq!(mine.progress(), Progress::Untouched);
        assert!(mine.begin().unwrap());
        assert_eq!(mine.progress(), Progress::Begun);
        fs::write(&mine.answer, "mine").unwrap();
        assert!(!mine.begin().unwrap());
        assert_eq!(read(&mine.answer).unwrap(), "mine");
        mine.solve("mine").unwrap();
        fs::write(&mine.answer, "another").unwrap();
        mine.solve("another").unwrap();
        assert_eq!(read(&mine.solved()).unwrap(), "mine");
        assert_eq!(read(&mine.answer).unwrap(), "another");
        mine.reset().unwrap();
        assert_eq!(mine.progress(), Progress::Solved);
        remove(&mine);
    }

    #[test]
    fn a_reset_keeps_each_answer() {
        let mine = mine("reset");
        mine.begin().unwrap();
        assert_eq!(mine.reset().unwrap(), None);
        for (number, answer) in [(1, "first"), (2, "second"), (3, "second")] {
            fs::write(&mine.answer, answer).unwrap();
            assert_eq!(mine.reset().unwrap(), Some(mine.aside_as(number)));
            assert_eq!(read(&mine.answer).unwrap(), "start");
        }
        let kept = [1, 2, 3].map(|number| read(&mine.aside_as(number)).unwrap());
        assert_eq!(kept, ["first", "second", "second"]);
        remove(&mine);
    }

    #[cfg(unix)]
    #[test]
    fn an_empty_file_is_filled_and_a_link_is_not_followed() {
        let mine = mine("empty");
        mine.begin().unwrap();
        fs::write(&mine.answer, "").unwrap();
        assert_eq!(mine.progress(), Progress::Untouched);
        assert!(mine.begin().unwrap());
        let elsewhere = mine.answer.with_file_name("elsewhere.txt");
        fs::write(&elsewhere, "elsewhere").unwrap();
        fs::remove_file(&mine.answer).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &mine.answer).unwrap();
        mine.reset().unwrap();
        assert_eq!(read(&mine.answer).unwrap(), "start");
        assert_eq!(read(&elsewhere).unwrap(), "elsewhere");
        remove(&mine);
    }
}
