//! Made-up trees, and what is needed to ask several programs for their disk usage.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::atomic::{AtomicUsize, Ordering};

use classroom::python::{Python, not_checked};

/// The three programs.
pub const PROGRAMS: [&str; 3] = [
    env!("CARGO_BIN_EXE_du-tokio"),
    env!("CARGO_BIN_EXE_du-async-std"),
    env!("CARGO_BIN_EXE_du-smol"),
];

/// A folder that is removed at the end, also of what cannot be read.
pub struct Tree {
    pub root: PathBuf,
    /// How many files there are, and their sizes. What cannot be read is not counted.
    pub files: usize,
    pub size: u64,
    /// All directories, the root and unreadable ones included.
    pub directories: Vec<PathBuf>,
    pub unreadable: Vec<PathBuf>,
}

impl Tree {
    pub fn new(name: &str) -> Tree {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        // A run that was killed may have left something, so the name has the process's number.
        let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let root = temporary.join(format!("du {name} {} {count}", process::id()));
        fs::create_dir(&root).unwrap();
        let directories = vec![root.clone()];
        Tree { root, files: 0, size: 0, directories, unreadable: Vec::new() }
    }

    pub fn directory(&mut self, path: impl AsRef<Path>) -> PathBuf {
        let path = self.root.join(path);
        fs::create_dir(&path).unwrap();
        self.directories.push(path.clone());
        path
    }

    /// Takes no space on disk where files may have holes.
    pub fn file(&mut self, path: impl AsRef<Path>, size: u64) -> PathBuf {
        let path = self.root.join(path);
        File::create_new(&path).unwrap().set_len(size).unwrap();
        self.files += 1;
        self.size += size;
        path
    }

    /// Another name of a file, which does not count.
    pub fn hard_link(&mut self, file: impl AsRef<Path>, path: impl AsRef<Path>) {
        fs::hard_link(self.root.join(file), self.root.join(path)).unwrap();
    }

    #[cfg(unix)]
    pub fn symlink(&mut self, target: &str, path: impl AsRef<Path>) {
        std::os::unix::fs::symlink(target, self.root.join(path)).unwrap();
        self.files += 1;
        self.size += target.len() as u64;
    }

    /// A directory with a file in it, which nobody can read but root.
    #[cfg(unix)]
    pub fn unreadable(&mut self, path: impl AsRef<Path>) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let path = self.directory(path);
        fs::write(path.join("secret"), "secret").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        self.unreadable.push(path.clone());
        path
    }

    /// What `du --apparent-size` up to 9.1 says, hard links within it counted once.
    pub fn total(&self) -> u64 {
        self.size + self.directories.iter().map(|path| own_size(path)).sum::<u64>()
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        #[cfg(unix)]
        for path in &self.unreadable {
            use std::os::unix::fs::PermissionsExt;
            let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o700));
        }
        let _ = fs::remove_dir_all(&self.root);
    }
}

pub fn own_size(path: &Path) -> u64 {
    fs::symlink_metadata(path).unwrap().len()
}

/// 100,000 files in 1,111 directories, with 10,000 second names, symlinks and odd names.
#[cfg(unix)]
pub fn big(name: &str) -> Tree {
    let mut tree = Tree::new(name);
    let mut directories = vec![tree.root.clone()];
    for number in 1..1111 {
        // Each has ten subdirectories, until there are enough.
        let parent = directories[(number - 1) / 10].clone();
        directories.push(tree.directory(parent.join(odd_name(number))));
    }
    for number in 0..100_000 {
        let directory = &directories[number % directories.len()];
        let path = directory.join(format!("{number} file"));
        match number % 100 {
            7 => tree.symlink("a text", path),
            8 => tree.symlink("..", path),
            9 => tree.symlink(".", path),
            _ => drop(tree.file(path, number as u64)),
        }
        if number % 10 == 0 {
            // In the same directory, or in another one, or in another subdirectory of the root.
            let other = &directories[(number * number) % directories.len()];
            let (file, link) = (format!("{number} file"), format!("{number} link"));
            tree.hard_link(directory.join(file), other.join(link));
        }
    }
    tree
}

#[cfg(unix)]
fn odd_name(number: usize) -> std::ffi::OsString {
    use std::os::unix::ffi::OsStringExt;
    let mut name = format!("{number}").into_bytes();
    match number % 5 {
        0 => name.extend(b" with a space"),
        1 => name.extend(b"\nand a second line"),
        2 => name.extend("\u{e9}\u{1f980}".as_bytes()),
        3 if cfg!(target_os = "linux") => name.extend(b"\xff not UTF-8"),
        _ => name.extend(b"'\"\\$*-"),
    }
    std::ffi::OsString::from_vec(name)
}

pub fn python() -> Option<Python> {
    let python = Python::find().filter(|python| {
        let minor = python.version.split('.').nth(1).and_then(|minor| minor.parse().ok());
        minor.is_some_and(|minor: u32| minor >= 9)
    });
    if python.is_none() {
        not_checked("there is no Python 3.9 or later, so asyncio.py was not run");
    }
    python
}

pub fn asyncio_py() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/asyncio.py"))
}

/// The total that GNU du says, with the directories' own sizes, which it leaves out since 9.2. None if
/// there is no GNU du.
pub fn gnu_du(command: Command, tree: &Path, directories: &[PathBuf]) -> Option<u64> {
    let empty = Tree::new("empty");
    let own = own_size(&empty.root);
    let left_out = match du(Command::new("du"), &empty.root) {
        Some(size) if size == own => 0,
        Some(_) => directories.iter().map(|path| own_size(path)).sum(),
        None => {
            not_checked("there is no GNU du to compare with");
            return None;
        }
    };
    Some(du(command, tree).expect("du prints a size") + left_out)
}

fn du(mut du: Command, folder: &Path) -> Option<u64> {
    let output = du.args(["--apparent-size", "--block-size=1", "-s"]).arg(folder).output().ok()?;
    let stdout = String::from_utf8_lossy(&output.stdout);
    stdout.split('\t').next()?.parse().ok()
}

/// A command that cannot read what `unreadable` forbids. Root can read everything, unless it gives up
/// that capability.
#[cfg(unix)]
pub fn unprivileged(program: impl AsRef<OsStr>, unreadable: &Path) -> Option<Command> {
    if fs::read_dir(unreadable).is_err() {
        return Some(Command::new(program));
    }
    let setpriv = || {
        let mut setpriv = Command::new("setpriv");
        let capabilities = "-dac_override,-dac_read_search";
        setpriv.args(["--bounding-set", capabilities, "--inh-caps", capabilities]);
        setpriv
    };
    let readable = setpriv().args(["test", "-r"]).arg(unreadable).status();
    if readable.is_ok_and(|status| status.code() == Some(1)) {
        let mut command = setpriv();
        command.arg(program);
        return Some(command);
    }
    not_checked("root can read everything, and there is no setpriv to change that");
    None
}
