//! The three programs and `asyncio.py` print what is in a tree. The ignored tests have 100,000 files:
//! `just check-all` runs them. To measure the speed:
//!
//!     cargo test --release -p du -- --ignored --nocapture speed

use std::fs::{self, File};
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use classroom::python::{NO_PYTHON, Python};
use indicatif::HumanBytes;
use lessons::header::Header;
use lessons::process::{Output, Show, in_parallel, run_until};
use lessons::testing::{TIME_LIMIT, not_checked};

/// The three programs and, if there is Python, `asyncio.py`.
fn programs(folder: &Path) -> Vec<Command> {
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
struct Tree {
    root: PathBuf,
    /// The number of files and symlinks, and their sizes.
    files: usize,
    size: u64,
    directories: Vec<PathBuf>,
}

impl Tree {
    fn new() -> Tree {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("du {} {}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir(&root).unwrap();
        Tree { root: root.clone(), files: 0, size: 0, directories: vec![root] }
    }

    fn directory(&mut self, path: impl AsRef<Path>) -> PathBuf {
        let path = self.root.join(path);
        fs::create_dir(&path).unwrap();
        self.directories.push(path.clone());
        path
    }

    /// A file that is one hole, where the file system has holes.
    fn file(&mut self, path: impl AsRef<Path>, size: u64) -> PathBuf {
        let path = self.root.join(path);
        File::create_new(&path).unwrap().set_len(size).unwrap();
        self.files += 1;
        self.size += size;
        path
    }

    #[cfg(unix)]
    fn symlink(&mut self, target: &str, path: impl AsRef<Path>) {
        symlink(target, self.root.join(path)).unwrap();
        self.files += 1;
        self.size += target.len() as u64;
    }

    /// What the programs print first.
    fn total(&self) -> String {
        let total = self.size + self.directories.iter().map(|path| size(path)).sum::<u64>();
        let (human, files) = (HumanBytes(total), self.files);
        let directories = self.directories.len();
        format!("Size: {total} bytes ({human})\nFiles: {files}\nDirectories: {directories}\n")
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

fn size(path: &Path) -> u64 {
    fs::symlink_metadata(path).unwrap().len()
}

fn gnu_du(folder: &Path) -> Command {
    let mut du = Command::new("du");
    du.args(["--apparent-size", "--block-size=1", "-s"]).arg(folder);
    du
}

/// Compares what is known about a tree with what GNU du says about it.
fn check_gnu_du(tree: &Tree) {
    let output = gnu_du(&tree.root).arg(&Tree::new().root).output();
    let text = String::from_utf8(output.map_or(Vec::new(), |it| it.stdout)).unwrap();
    let sizes = text.lines().filter_map(|line| line.split('\t').next()?.parse::<u64>().ok());
    let [total, empty] = sizes.collect::<Vec<_>>()[..] else {
        return not_checked("there is no GNU du to compare with");
    };
    // Since 9.2 it leaves out the directories' own sizes.
    let counted = if empty == 0 { &[][..] } else { &tree.directories };
    let directories: u64 = counted.iter().map(|path| size(path)).sum();
    assert_eq!(total, tree.size + directories);
}

fn run_all(commands: Vec<Command>) -> Vec<Output> {
    in_parallel(commands, 4, |command| run_until(command, Show::No, TIME_LIMIT).unwrap())
}

fn check(commands: Vec<Command>, code: i32, stdout: &str, stderr: &str) {
    for output in run_all(commands) {
        assert_eq!((&output.stdout[..], &output.stderr[..]), (stdout, stderr), "{output:?}");
        assert_eq!(output.status.code(), Some(code), "{output:?}");
    }
}

fn with_subdirectories(tree: &Tree, subdirectories: &[(u64, &str)]) -> String {
    let mut text = tree.total() + "Largest subdirectories:\n";
    for (size, name) in subdirectories {
        text += &format!("{size:>15} {:>12}  {name}\n", HumanBytes(*size).to_string());
    }
    text
}

#[test]
fn the_headers_run() {
    let mut tree = Tree::new();
    tree.file("notes", 1000);
    tree.directory("photos");
    tree.file("photos/crab", 20_000);
    let header = Header::of_program(include_str!("../tokio.rs")).output().unwrap();
    if tree.directories.iter().any(|path| size(path) != 4096) {
        return not_checked("a directory does not take 4096 bytes here, as it does in the header");
    }
    check(programs(&tree.root), 0, &header, "");
}

/// Subdirectories at several levels, and all that Unix has besides files.
#[test]
fn each_kind_of_entry() {
    let mut tree = Tree::new();
    ["deep", "deep/er", "deep/er/still"].into_iter().for_each(|path| _ = tree.directory(path));
    tree.file("deep/er/still/file", 5);
    let file = "deep/er/a name with spaces";
    tree.file(file, 20_006);
    let own = |name: &str| size(&tree.root.join(name));
    let deep = own("deep") + own("deep/er") + own("deep/er/still") + 20_011;
    let mut subdirectories = vec![(deep, "deep")];
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let linux = cfg!(target_os = "linux");
        let (name, shown) = if linux { (&b"\xff"[..], "\u{fffd}") } else { (&b"odd"[..], "odd") };
        let odd = tree.directory(std::ffi::OsStr::from_bytes(name));
        fs::hard_link(tree.root.join(file), odd.join("once")).unwrap();
        fs::hard_link(tree.root.join(file), odd.join("twice")).unwrap();
        tree.symlink("../deep", odd.join("to a folder"));
        tree.symlink("nowhere", odd.join("broken"));
        tree.file(odd.join("a name with\na second line"), 7);
        subdirectories.push((size(&odd) + 20_006 + 7 + 7 + 7, shown));
    }
    subdirectories.sort_by_key(|(size, _)| u64::MAX - size);
    check(programs(&tree.root), 0, &with_subdirectories(&tree, &subdirectories), "");
    check_gnu_du(&tree);
}

/// The largest first, then by name.
#[test]
fn no_more_than_ten_subdirectories() {
    let mut tree = Tree::new();
    for name in ["b", "l", "a", "k", "c", "j", "d", "i", "e", "h", "f", "g"] {
        tree.directory(name);
        tree.file(format!("{name}/file"), if name < "c" { 1 } else { 3 << 20 });
    }
    let order = ["c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
    let subdirectories = order.map(|name| (size(&tree.root.join(name)) + (3 << 20), name));
    check(programs(&tree.root), 0, &with_subdirectories(&tree, &subdirectories), "");
}

#[test]
fn other_arguments() {
    let mut tree = Tree::new();
    check(programs(&tree.root), 0, &tree.total(), "");
    for (size, human) in [(1023, "1023 B"), (1024, "1.00 KiB")] {
        let stdout = format!("Size: {size} bytes ({human})\nFiles: 1\nDirectories: 0\n");
        check(programs(&tree.file(human, size)), 0, &stdout, "");
    }
    #[cfg(unix)]
    {
        tree.symlink(".", "link");
        let stdout = "Size: 1 bytes (1 B)\nFiles: 1\nDirectories: 0\n";
        check(programs(&tree.root.join("link")), 0, stdout, "");
        let missing = tree.root.join("missing");
        let stderr = format!("du: {}: No such file or directory (os error 2)\n", missing.display());
        check(programs(&missing), 2, "", &stderr);
    }
    let mut two = programs(&tree.root);
    two.iter_mut().for_each(|program| _ = program.arg(&tree.root));
    check(two, 2, "", "du: more than one folder\n");
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_reported_and_the_rest_is_summed() {
    let mut tree = Tree::new();
    let folder = tree.directory("folder");
    tree.file("folder/file", 200);
    let unreadable = tree.directory("folder/unreadable");
    set_mode(&unreadable, 0o000);
    let commands = without_roots_rights(&tree);
    let stderr = format!("du: {}: Permission denied (os error 13)\n", unreadable.display());
    let size = size(&folder) + size(&unreadable) + 200;
    check(commands, 1, &with_subdirectories(&tree, &[(size, "folder")]), &stderr);
    set_mode(&unreadable, 0o700);
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

/// The programs. Root can read everything, unless it gives up that right. `setpriv` is part of util-linux.
#[cfg(unix)]
fn without_roots_rights(tree: &Tree) -> Vec<Command> {
    let rights = "-dac_override,-dac_read_search";
    let setpriv = ["setpriv", "--bounding-set", rights, "--inh-caps", rights];
    let is_root = fs::metadata(&tree.root).unwrap().uid() == 0;
    let programs = programs(&tree.root).into_iter();
    programs.map(|it| if is_root { after(&setpriv, &it) } else { it }).collect()
}

/// A command that begins with other words.
#[cfg(unix)]
fn after(words: &[&str], command: &Command) -> Command {
    let mut whole = Command::new(words[0]);
    whole.args(&words[1..]).arg(command.get_program()).args(command.get_args());
    whole
}

#[cfg(unix)]
mod big {
    use std::process::Stdio;
    use std::thread;
    use std::time::{Duration, Instant};

    use wait4::Wait4;

    use super::*;

    /// 100,000 files in 1,111 directories, with 10,000 second names.
    fn big() -> Tree {
        let mut tree = Tree::new();
        for number in 1..1111 {
            let parent = tree.directories[(number - 1) / 10].clone();
            tree.directory(parent.join(number.to_string()));
        }
        for number in 0..100_000 {
            let directory = tree.directories[number % 1111].clone();
            let path = tree.file(directory.join(format!("{number} file")), number as u64);
            if number % 10 == 0 {
                let link = tree.directories[number * number % 1111].join(format!("{number} link"));
                fs::hard_link(path, link).unwrap();
            }
        }
        tree
    }

    #[test]
    #[ignore = "100,000 files"]
    fn the_total_is_gnu_dus() {
        let tree = big();
        check_gnu_du(&tree);
        for output in run_all(programs(&tree.root)) {
            assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
            assert!(output.stdout.starts_with(&tree.total()), "{output:?}");
        }
    }

    /// No entry of these directories can be read, and at first nothing reads the programs' messages about that.
    /// So they stop while they have as many directories open as they ever will.
    #[test]
    #[ignore = "waits for a second"]
    fn sixty_four_handles_are_enough() {
        let mut tree = Tree::new();
        for directory in 0..100 {
            let directory = tree.directory(directory.to_string());
            (0..300).for_each(|file| _ = tree.file(directory.join(format!("{file:0>200}")), 1));
            set_mode(&directory, 0o444);
        }
        let few_handles = ["sh", "-c", "ulimit -n 64 && exec \"$0\" \"$@\""];
        for command in without_roots_rights(&tree).iter().take(3) {
            let mut command = after(&few_handles, command);
            command.stdout(Stdio::null()).stderr(Stdio::piped());
            let child = command.spawn().unwrap();
            thread::sleep(Duration::from_secs(1));
            let said = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
            let other = said.lines().find(|line| !line.contains("Permission denied"));
            assert_eq!((other, said.lines().count()), (None, 30_000), "{command:?}");
        }
        tree.directories.iter().for_each(|directory| set_mode(directory, 0o755));
    }

    #[test]
    #[ignore = "100,000 files"]
    fn no_entry_is_kept_in_memory() {
        let (empty, mut many) = (Tree::new(), Tree::new());
        (0..100_000).for_each(|number| _ = many.file(format!("{number:0>200}"), 1));
        for program in &programs(&many.root)[..3] {
            let peak = |tree: &Tree| {
                let mut command = Command::new(program.get_program());
                let child = command.arg(&tree.root).stdout(Stdio::null()).spawn();
                child.unwrap().wait4().unwrap().rusage.maxrss
            };
            let (least, most) = (peak(&empty), peak(&many));
            // The names alone are 20 MB.
            assert!(least > 0 && most < least + 10_000_000, "{program:?}: {least} and {most}");
        }
    }

    #[test]
    #[ignore = "a measurement"]
    fn speed() {
        let tree = big();
        let mut commands = programs(&tree.root);
        commands.insert(0, gnu_du(&tree.root));
        let mut time = |command: &mut Command| {
            let start = Instant::now();
            assert!(command.output().unwrap().status.success(), "{command:?}");
            start.elapsed().as_secs_f64()
        };
        // The first round only fills the system's cache.
        let rounds = (0..12).map(|_| commands.iter_mut().map(&mut time).collect::<Vec<_>>());
        let rounds: Vec<_> = rounds.skip(1).collect();
        for (index, command) in commands.iter().enumerate() {
            let mut ratios: Vec<_> = rounds.iter().map(|times| times[index] / times[0]).collect();
            ratios.sort_by(f64::total_cmp);
            println!("{:.2} times GNU du's time: {:?}", ratios[5], command.get_program());
        }
    }
}
