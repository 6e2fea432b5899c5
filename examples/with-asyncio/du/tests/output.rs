//! The three programs, and asyncio.py, print the same: what is in a small tree.

mod trees;

use std::fs;
use std::path::Path;
use std::process::Command;

use classroom::output::{Output, expected, run_together};
use classroom::python::not_checked;
use indicatif::HumanBytes;

use trees::{PROGRAMS, Tree, asyncio_py, gnu_du, own_size, python};

const SOURCES: [&str; 3] =
    [include_str!("../tokio.rs"), include_str!("../async_std.rs"), include_str!("../smol.rs")];

/// Runs all programs, asyncio.py last, if it can be run.
fn run(arguments: &[&Path]) -> Vec<Output> {
    run_in(Path::new("."), arguments)
}

fn run_in(folder: &Path, arguments: &[&Path]) -> Vec<Output> {
    let mut commands: Vec<_> = PROGRAMS.map(Command::new).into();
    commands.extend(python().map(|python| python.command(asyncio_py())));
    let outputs = commands.into_iter().flat_map(|mut command| {
        command.args(arguments).current_dir(folder);
        run_together([command])
    });
    outputs.collect()
}

fn lines(size: u64, files: usize, directories: usize, subdirectories: &[(u64, &str)]) -> String {
    let human = |size| HumanBytes(size).to_string();
    let mut text = format!("Size: {size} bytes ({})\n", human(size));
    text += &format!("Files: {files}\nDirectories: {directories}\n");
    if !subdirectories.is_empty() {
        text += "Largest subdirectories:\n";
    }
    for (size, name) in subdirectories {
        text += &format!("{size:>15} {:>12}  {name}\n", human(*size));
    }
    text
}

fn assert_prints(output: &Output, stdout: &str) {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(output.stdout, stdout, "{output:?}");
    assert_eq!(output.stderr, "", "{output:?}");
}

/// The tree of the header. On Windows the small things are missing that only Unix has.
fn small() -> Tree {
    let mut tree = Tree::new("small");
    tree.file("notes", 1000);
    tree.directory("photos");
    tree.file("photos/crab", 20_000);
    tree.hard_link("photos/crab", "photos/again");
    tree.directory("backup");
    tree.file("backup/own", 300);
    tree.hard_link("photos/crab", "backup/crab");
    tree.directory("empty");
    tree.directory("deep");
    tree.directory("deep/er");
    tree.directory("deep/er/still");
    tree.file("deep/er/still/file", 5);
    tree.file("deep/er/a name with spaces", 6);
    #[cfg(unix)]
    {
        tree.directory("links");
        tree.symlink("../photos/crab", "links/to a file");
        tree.symlink("../photos", "links/to a folder");
        tree.symlink("itself", "links/itself");
        tree.symlink("nowhere", "links/broken");
        tree.file("deep/a name with\na second line", 7);
    }
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        tree.directory(std::ffi::OsStr::from_bytes(b"caf\xe9"));
        tree.file(Path::new(std::ffi::OsStr::from_bytes(b"caf\xe9/cr\xe8me")), 8);
    }
    tree
}

#[test]
#[cfg(target_os = "linux")]
fn is_the_headers() {
    let tree = small();
    if tree.directories.iter().any(|path| own_size(path) != 4096) {
        not_checked("directories have other sizes on this file system than in the header");
        return;
    }
    for output in run_in(&tree.root, &[]) {
        for source in SOURCES {
            assert_prints(&output, &expected(source));
        }
    }
}

/// Line by line from what is known of the tree, on all systems.
#[test]
fn is_right() {
    let tree = small();
    let own = |name: &str| own_size(&tree.root.join(name));
    let crab = 20_000;
    // Where the standard library does not tell what is one file, each of its names counts.
    let (again, twice) = if cfg!(unix) { (0, 0) } else { (crab, 2) };
    let deep = own("deep") + own("deep/er") + own("deep/er/still") + 5 + 6;
    let mut subdirectories = vec![
        (own("photos") + crab + again, "photos"),
        (own("backup") + crab + 300, "backup"),
        (deep + if cfg!(unix) { 7 } else { 0 }, "deep"),
        (own("empty"), "empty"),
    ];
    if cfg!(unix) {
        subdirectories.push((own("links") + 14 + 9 + 6 + 7, "links"));
    }
    if cfg!(target_os = "linux") {
        let path = tree.directories.last().unwrap();
        subdirectories.push((own_size(path) + 8, "caf\u{fffd}"));
    }
    subdirectories.sort_by_key(|(size, name)| (u64::MAX - size, *name));
    let (files, directories) = (tree.files + twice, tree.directories.len());
    let total = tree.total() + twice as u64 * crab;
    let stdout = lines(total, files, directories, &subdirectories);
    for output in run(&[&tree.root]) {
        assert_prints(&output, &stdout);
    }
}

#[test]
fn is_what_gnu_du_says() {
    let tree = small();
    if let Some(total) = gnu_du(Command::new("du"), &tree.root, &tree.directories) {
        for output in run(&[&tree.root]) {
            let size = format!("Size: {total} bytes ");
            assert!(output.stdout.starts_with(&size), "du says {total}: {output:?}");
        }
    }
}

/// The largest first, then by name, and no more than ten.
#[test]
fn shows_ten() {
    let mut tree = Tree::new("ten");
    for (number, name) in
        ["b", "l", "a", "k", "c", "j", "d", "i", "e", "h", "f", "g"].iter().enumerate()
    {
        tree.directory(name);
        tree.file(format!("{name}/file"), if number < 4 { 1 } else { 2 });
    }
    let order = ["c", "d", "e", "f", "g", "h", "i", "j", "a", "b"];
    let size = |name: &str| own_size(&tree.root.join(name)) + if name < "c" { 1 } else { 2 };
    let subdirectories = order.map(|name| (size(name), name));
    let stdout = lines(tree.total(), 12, 13, &subdirectories);
    for output in run(&[&tree.root]) {
        assert_prints(&output, &stdout);
    }
}

#[test]
fn a_file_is_its_own_disk_usage() {
    let mut tree = Tree::new("file");
    let sizes = [(0, "0 B"), (1023, "1023 B"), (1024, "1.00 KiB"), (3 << 20, "3.00 MiB")];
    for (size, human) in sizes {
        let file = tree.file(size.to_string(), size);
        for output in run(&[&file]) {
            let stdout = format!("Size: {size} bytes ({human})\nFiles: 1\nDirectories: 0\n");
            assert_prints(&output, &stdout);
        }
    }
}

/// As GNU du does with the one that it is given.
#[test]
#[cfg(unix)]
fn a_symlink_is_not_followed() {
    let mut tree = Tree::new("symlink");
    tree.directory("folder");
    tree.symlink("folder", "link");
    for output in run(&[&tree.root.join("link")]) {
        assert_prints(&output, "Size: 6 bytes (6 B)\nFiles: 1\nDirectories: 0\n");
    }
}

#[test]
fn an_empty_folder_has_no_subdirectories() {
    let tree = Tree::new("nothing");
    for output in run(&[&tree.root]) {
        assert_prints(&output, &lines(tree.total(), 0, 1, &[]));
    }
}

/// It takes as many tasks one after the other.
#[test]
fn a_chain_of_folders() {
    let mut tree = Tree::new("chain");
    let mut path = tree.root.clone();
    for _ in 0..100 {
        path = tree.directory(path.join("a"));
    }
    let subdirectory = tree.total() - own_size(&tree.root);
    for output in run(&[&tree.root]) {
        assert_prints(&output, &lines(tree.total(), 0, 101, &[(subdirectory, "a")]));
    }
}

#[test]
#[cfg(unix)]
fn an_unreadable_folder_is_reported_and_the_rest_is_summed() {
    let mut tree = Tree::new("unreadable");
    tree.file("file", 100);
    tree.directory("folder");
    tree.file("folder/file", 200);
    let unreadable = tree.unreadable("folder/unreadable");
    let reported = format!("du: {}: Permission denied (os error 13)\n", unreadable.display());
    let folder = own_size(&tree.root.join("folder")) + own_size(&unreadable) + 200;
    let stdout = lines(tree.total(), 2, 3, &[(folder, "folder")]);
    for program in PROGRAMS {
        if let Some(mut command) = trees::unprivileged(program, &unreadable) {
            command.arg(&tree.root);
            let [output] = run_together([command]);
            assert_eq!(output.status.code(), Some(1), "{output:?}");
            assert_eq!((&output.stdout, &output.stderr), (&stdout, &reported));
        }
    }
}

fn assert_refuses(output: &Output, stderr: &str) {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!((&output.stdout[..], &output.stderr[..]), ("", stderr), "{output:?}");
}

#[test]
fn a_missing_path_is_an_error() {
    let missing = Path::new(env!("CARGO_TARGET_TMPDIR")).join("missing");
    let error = fs::symlink_metadata(&missing).unwrap_err();
    let stderr = format!("du: {}: {error}\n", missing.display());
    let outputs = run(&[&missing]);
    // On Windows, Python ends the system's message without a full stop.
    let checked = if cfg!(windows) { &outputs[..3] } else { &outputs };
    for output in checked {
        assert_refuses(output, &stderr);
    }
}

#[test]
fn two_paths_are_an_error() {
    for output in run(&[Path::new("."), Path::new(".")]) {
        assert_refuses(&output, "du: more than one folder\n");
    }
}
