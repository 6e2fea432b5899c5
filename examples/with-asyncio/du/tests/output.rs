//! The three programs and `asyncio.py` print what is in a small tree.

mod trees;

#[cfg(unix)]
use std::fs;
use std::process::Command;

use indicatif::HumanBytes;
use lessons::header::Header;
use lessons::process::{Show, run};

use trees::{Tree, check_gnu_du, not_checked, programs, size};

fn check(commands: Vec<Command>, code: i32, stdout: &str, stderr: &str) {
    for command in commands {
        let output = run(command, Show::No).unwrap();
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
    tree.directory("deep");
    tree.directory("deep/er");
    tree.directory("deep/er/still");
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
        tree.symlink("itself", odd.join("itself"));
        tree.symlink("nowhere", odd.join("broken"));
        tree.file(odd.join("a name with\na second line"), 7);
        subdirectories.push((size(&odd) + 20_006 + 7 + 6 + 7 + 7, shown));
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
        tree.file(format!("{name}/file"), if name < "c" { 1 } else { 2 });
    }
    let order = ["c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
    let subdirectories = order.map(|name| (size(&tree.root.join(name)) + 2, name));
    check(programs(&tree.root), 0, &with_subdirectories(&tree, &subdirectories), "");
}

#[test]
fn other_arguments() {
    let mut tree = Tree::new();
    check(programs(&tree.root), 0, &tree.total(), "");
    for (size, human) in [(0, "0 B"), (1023, "1023 B"), (1024, "1.00 KiB"), (3 << 20, "3.00 MiB")] {
        let stdout = format!("Size: {size} bytes ({human})\nFiles: 1\nDirectories: 0\n");
        check(programs(&tree.file(size.to_string(), size)), 0, &stdout, "");
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
    let set_mode = |mode| {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
        fs::set_permissions(&unreadable, mode).unwrap();
    };
    set_mode(0o000);
    let mut commands = programs(&tree.root);
    if fs::read_dir(&unreadable).is_ok() {
        commands = commands.iter().map(without_roots_rights).collect();
    }
    let stderr = format!("du: {}: Permission denied (os error 13)\n", unreadable.display());
    let size = size(&folder) + size(&unreadable) + 200;
    check(commands, 1, &with_subdirectories(&tree, &[(size, "folder")]), &stderr);
    set_mode(0o700);
}

/// Root can read everything, unless it gives up that right. `setpriv` is part of util-linux.
#[cfg(unix)]
fn without_roots_rights(command: &Command) -> Command {
    let rights = "-dac_override,-dac_read_search";
    let mut setpriv = Command::new("setpriv");
    setpriv.args(["--bounding-set", rights, "--inh-caps", rights]);
    setpriv.arg(command.get_program()).args(command.get_args());
    setpriv
}
