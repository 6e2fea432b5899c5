//! The folders that are written to, and the space on their disk.

use std::env;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::time::Duration;

use crate::ask::{ask, program};
use crate::finding::Finding;
use crate::repair::Problem;

/// In kilobytes. The stages, on all runtimes, take half of it.
const FEW: u64 = 1_000_000;
/// `cargo test` takes half of it, `just check-all` all.
const ENOUGH: u64 = 4_000_000;

/// Where cargo puts what it compiles.
fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from)
}

/// The folder, or the one in which it will be made.
fn existing(folder: &Path) -> &Path {
    let mut folders = folder.ancestors().filter(|folder| !folder.as_os_str().is_empty());
    folders.find(|folder| folder.is_dir()).unwrap_or(Path::new("."))
}

/// Whether the disk has space for what cargo compiles.
pub fn check_space(root: &Path) -> Vec<Finding> {
    let target = target(root);
    vec![judge(free(existing(&target)), &target)]
}

fn judge(free: Option<u64>, target: &Path) -> Finding {
    let target = target.display();
    let free = match free {
        Some(free) => free,
        None => {
            let text = format!("cannot tell how much space there is for {target}");
            return Finding::note(text, Problem::UnknownSpace);
        }
    };
    let text = format!("{:.1} GB free for {target}", free as f64 / 1e6);
    if free < FEW {
        Finding::missing(
            format!("only {text}; cargo needs 1 GB, all tests 4"),
            Problem::LittleSpace,
        )
    } else if free < ENOUGH {
        Finding::note(format!("only {text}; all tests need 4 GB"), Problem::LittleSpace)
    } else {
        Finding::ok(text)
    }
}

/// The kilobytes that are free on the folder's disk. (Nobody has tried this on Windows.)
fn free(folder: &Path) -> Option<u64> {
    let command = match cfg!(windows) {
        true => {
            let free = "[int64]((Get-PSDrive (Get-Location).Drive.Name).Free / 1KB)";
            program("powershell", &["-NoProfile", "-Command", free], folder)
        }
        false => program("df", &["-Pk", "."], folder),
    };
    let answer = ask(command, Duration::from_secs(20)).ok()?;
    match cfg!(windows) {
        true => answer.stdout.trim().parse().ok(),
        false => available(&answer.stdout),
    }
}

/// What `df -Pk` has before the per cent in its second line. The name of a disk may have spaces.
fn available(df: &str) -> Option<u64> {
    let words: Vec<_> = df.lines().nth(1)?.split_whitespace().collect();
    let percent = words.iter().position(|word| word.ends_with('%'))?;
    words[..percent].last()?.parse().ok()
}

/// Whether cargo can write what it compiles, and a student an answer.
pub fn check_access(root: &Path) -> Vec<Finding> {
    let target = target(root);
    let mine = root.join("examples/exercises/mine/src");
    let target = match try_to_write(existing(&target)) {
        Ok(()) => Finding::ok(format!("cargo can write to {}", target.display())),
        Err(error) => Finding::missing(
            format!("cargo cannot write to {}: {error}", target.display()),
            Problem::NoTarget,
        ),
    };
    let mine = match try_to_write(&mine) {
        Ok(()) => Finding::ok("you can write to examples/exercises/mine"),
        Err(error) => Finding::note(
            format!("you cannot write answers to examples/exercises/mine: {error}"),
            Problem::NoAnswers,
        ),
    };
    vec![target, mine]
}

/// Makes a file and takes it away. No system says reliably whether one may without trying.
fn try_to_write(folder: &Path) -> io::Result<()> {
    let file = folder.join(format!(".doctor-{}", process::id()));
    OpenOptions::new().write(true).create_new(true).open(&file)?;
    fs::remove_file(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::System;

    #[test]
    fn less_than_one_gigabyte_does_not_do() {
        let shown = |free| judge(free, Path::new("target")).shown(System::Debian);
        assert!(shown(Some(70_000_000)).starts_with("ok       70.0 GB free for target"));
        assert!(shown(Some(3_999_999)).starts_with("note     only 4.0 GB"));
        assert!(shown(Some(999_999)).starts_with("MISSING  only 1.0 GB"));
        assert!(shown(None).starts_with("note     cannot tell"));
    }

    #[test]
    fn df_is_understood() {
        let df = "Filesystem 1024-blocks Used Available Capacity Mounted on\n\
                  map auto home 263174212 182938912 74123456      72% /System/my disk\n";
        assert_eq!(available(df), Some(74_123_456));
        assert_eq!(available("df: .: Permission denied\n"), None);
    }
}
