//! A student's files. Git does not look at them, and nothing here overwrites one that is not also kept
//! elsewhere.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use classroom::exercises::Exercise;
use classroom::programs::Runtime;

/// A student's work on an exercise on one runtime.
#[derive(Clone, Debug)]
pub struct Mine {
    start: PathBuf,
    /// `mine/src/bin/second-callback-smol.rs`.
    pub answer: PathBuf,
    /// The answer that was right, as it was then.
    solved: PathBuf,
    aside: PathBuf,
    name: String,
}

/// How far somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is no answer.
    Untouched,
    /// There is one.
    Begun,
    /// One was right.
    Solved,
}

impl Mine {
    /// The files; they need not be there.
    #[must_use]
    pub fn of(exercise: &Exercise, runtime: Runtime) -> Mine {
        let (name, mine) = (exercise.on(runtime), exercise.mine());
        Mine {
            start: exercise.start(runtime).source,
            answer: exercise.answer(runtime).source,
            solved: mine.join("solved").join(format!("{name}.rs")),
            aside: mine.join("aside"),
            name,
        }
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        if self.solved.is_file() {
            Progress::Solved
        } else if self.answer.is_file() {
            Progress::Begun
        } else {
            Progress::Untouched
        }
    }

    /// Puts the starting file where the answer is to be, unless there is one. True if it did.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn begin(&self) -> Result<bool, String> {
        create(&self.answer, &bytes(&self.start)?)
    }

    /// Whether the answer is still the starting file.
    ///
    /// # Errors
    /// If one of them cannot be read.
    pub fn is_unchanged(&self) -> Result<bool, String> {
        Ok(bytes(&self.answer)? == bytes(&self.start)?)
    }

    /// Remembers that it is solved, and how.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn solve(&self, answer: &str) -> Result<(), String> {
        create(&self.solved, answer.as_bytes()).map(drop)
    }

    /// Brings the starting file back. Where the answer is kept that was there, if one was.
    ///
    /// # Errors
    /// If a file cannot be written. Then the answer is where it was.
    pub fn reset(&self) -> Result<Option<PathBuf>, String> {
        if self.begin()? || self.is_unchanged()? {
            return Ok(None);
        }
        let answer = bytes(&self.answer)?;
        let mut number = 1;
        let mut kept = self.aside_as(number);
        while !create(&kept, &answer)? {
            number += 1;
            kept = self.aside_as(number);
        }
        // The answer is in two places now.
        fs::write(&self.answer, bytes(&self.start)?).map_err(cannot_write(&self.answer))?;
        Ok(Some(kept))
    }

    fn aside_as(&self, number: u32) -> PathBuf {
        self.aside.join(format!("{}-{number}.rs", self.name))
    }
}

/// Makes a file. False if there is one already, which is left as it is.
fn create(path: &Path, content: &[u8]) -> Result<bool, String> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(cannot_write(path))?;
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        opened => opened.map_err(cannot_write(path))?,
    };
    file.write_all(content).and_then(|()| file.sync_all()).map_err(cannot_write(path))?;
    Ok(true)
}

/// An answer need not be text: an editor may have saved it in another encoding.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn cannot_write(path: &Path) -> impl FnOnce(io::Error) -> String {
    let path = path.display().to_string();
    move |error| {
        let advice = match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "; copy this folder to where you may write"
            }
            _ => "",
        };
        format!("cannot write {path}: {error}{advice}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use classroom::programs::read;

    fn mine(test: &str) -> Mine {
        let folder = std::env::temp_dir().join(format!("coach-{}-{test}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("start.rs"), "start").unwrap();
        Mine {
            start: folder.join("start.rs"),
            answer: folder.join("bin").join("it.rs"),
            solved: folder.join("solved").join("it.rs"),
            aside: folder.join("aside"),
            name: "it".to_string(),
        }
    }

    fn remove(mine: &Mine) {
        fs::remove_dir_all(mine.start.parent().unwrap()).unwrap();
    }

    #[test]
    fn an_answer_is_never_overwritten() {
        let mine = mine("overwritten");
        assert!(mine.begin().unwrap());
        fs::write(&mine.answer, "mine").unwrap();
        assert!(!mine.begin().unwrap());
        assert_eq!(read(&mine.answer).unwrap(), "mine");
        mine.solve("mine").unwrap();
        fs::write(&mine.answer, "another").unwrap();
        mine.solve("another").unwrap();
        assert_eq!(read(&mine.solved).unwrap(), "mine");
        assert_eq!(read(&mine.answer).unwrap(), "another");
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

    #[test]
    fn progress_tells_how_far_it_is() {
        let mine = mine("progress");
        assert_eq!(mine.progress(), Progress::Untouched);
        mine.begin().unwrap();
        assert_eq!(mine.progress(), Progress::Begun);
        mine.solve("mine").unwrap();
        mine.reset().unwrap();
        assert_eq!(mine.progress(), Progress::Solved);
        remove(&mine);
    }
}
