//! Trees of made-up files, and the commands that tell their disk usage.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use classroom::python::{NO_PYTHON, Python};
use lessons::testing::not_checked;

/// The three programs and, if there is Python, `asyncio.py`.
pub fn programs(folder: &Path) -> Vec<Command> {
    static PYTHON: LazyLock<Option<Python>> = LazyLock::new(Python::find);
    let mut programs = vec![
        Command::new(env!("CARGO_BIN_EXE_du-tokio")),
        Command::new(env!("CARGO_BIN_EXE_du-async-std")),
        Command::new(env!("CARGO_BIN_EXE_du-smol")),
    ];
    match &*PYTHON {
        Some(python) => programs.push(python.command("asyncio.py".as_ref())),
        None => not_checked(NO_PYTHON),
    }
    programs.iter_mut().for_each(|program| _ = program.arg(folder));
    programs
}

/// A folder, which is removed when it is dropped.
pub struct Tree {
    pub root: PathBuf,
    /// The number of files and symlinks, and their sizes.
    pub files: usize,
    pub size: u64,
    pub directories: Vec<PathBuf>,
}

impl Tree {
    pub fn new() -> Tree {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("du {} {}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir(&root).unwrap();
        Tree { root: root.clone(), files: 0, size: 0, directories: vec![root] }
    }

    pub fn directory(&mut self, path: impl AsRef<Path>) -> PathBuf {
        let path = self.root.join(path);
        fs::create_dir(&path).unwrap();
        self.directories.push(path.clone());
        path
    }

    /// A file that is one hole, where the file system has holes.
    pub fn file(&mut self, path: impl AsRef<Path>, size: u64) -> PathBuf {
        let path = self.root.join(path);
        File::create_new(&path).unwrap().set_len(size).unwrap();
        self.files += 1;
        self.size += size;
        path
    }

    #[cfg(unix)]
    pub fn symlink(&mut self, target: &str, path: impl AsRef<Path>) {
        std::os::unix::fs::symlink(target, self.root.join(path)).unwrap();
        self.files += 1;
        self.size += target.len() as u64;
    }

    /// What the programs print first.
    pub fn total(&self) -> String {
        let total = self.size + self.directories.iter().map(|path| size(path)).sum::<u64>();
        let (human, files) = (indicatif::HumanBytes(total), self.files);
        let directories = self.directories.len();
        format!("Size: {total} bytes ({human})\nFiles: {files}\nDirectories: {directories}\n")
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

pub fn size(path: &Path) -> u64 {
    fs::symlink_metadata(path).unwrap().len()
}

pub fn gnu_du(folder: &Path) -> Command {
    let mut du = Command::new("du");
    du.args(["--apparent-size", "--block-size=1", "-s"]).arg(folder);
    du
}

/// Compares what is known of a tree with what GNU du says of it.
pub fn check_gnu_du(tree: &Tree) {
    let says = |folder: &Path| {
        let stdout = gnu_du(folder).output().ok()?.stdout;
        String::from_utf8_lossy(&stdout).split('\t').next()?.parse::<u64>().ok()
    };
    let (Some(total), Some(empty)) = (says(&tree.root), says(&Tree::new().root)) else {
        return not_checked("there is no GNU du to compare with");
    };
    // Since 9.2 it leaves out the directories' own sizes.
    let counted = if empty == 0 { &[][..] } else { &tree.directories };
    let directories: u64 = counted.iter().map(|path| size(path)).sum();
    assert_eq!(total, tree.size + directories);
}
