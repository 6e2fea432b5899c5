//! The total is GNU du's, of many files, and of this repository.

mod trees;

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use classroom::output::run_together;
    use classroom::python::not_checked;

    use crate::trees::{PROGRAMS, big, gnu_du, unprivileged};

    fn counts(size: u64, files: usize, directories: usize) -> String {
        let human = indicatif::HumanBytes(size);
        format!("Size: {size} bytes ({human})\nFiles: {files}\nDirectories: {directories}\n")
    }

    #[test]
    fn a_hundred_thousand_files() {
        let mut tree = big("big");
        let parents = tree.directories.clone();
        for parent in parents.iter().step_by(50) {
            tree.unreadable(parent.join("unreadable"));
        }
        let unreadable = &tree.unreadable;
        assert!(unreadable.len() > 20);
        let mut reports: Vec<_> = unreadable
            .iter()
            .map(|path| format!("du: {}: Permission denied (os error 13)\n", path.display()))
            .collect();
        reports.sort();
        let expected = counts(tree.total(), tree.files, tree.directories.len());
        let Some(du) = unprivileged("du", &unreadable[0]) else { return };
        let total = gnu_du(du, &tree.root, &tree.directories);
        assert!(total.is_none_or(|total| total == tree.total()), "du says {total:?}");
        let mut all = Vec::new();
        for program in PROGRAMS {
            let mut command = unprivileged(program, &unreadable[0]).unwrap();
            command.arg(&tree.root);
            let [output] = run_together([command]);
            assert_eq!(output.status.code(), Some(1), "{program}");
            assert!(output.stdout.starts_with(&expected), "{}\n{expected}", output.stdout);
            // A name may have several lines, so they are put in order report by report.
            let mut said: Vec<_> =
                output.stderr.split_inclusive("(os error 13)\n").map(ToString::to_string).collect();
            said.sort();
            assert_eq!(said, reports, "{program}");
            all.push(output.stdout);
        }
        assert!(all.iter().all(|stdout| *stdout == all[0]), "{all:#?}");
    }

    /// What other programs may change meanwhile is left out, such as `target`.
    #[test]
    fn this_repository() {
        let root = Path::new("../../..");
        for name in [".git", "crates", "docs", "examples"] {
            let folder = root.join(name);
            let mut directories = Vec::new();
            if !folder.is_dir() {
                not_checked(&format!("there is no folder {name}"));
                continue;
            }
            find_directories(folder.clone(), &mut directories);
            let before = gnu_du(Command::new("du"), &folder, &directories);
            let outputs = run_together(PROGRAMS.map(|program| {
                let mut command = Command::new(program);
                command.arg(&folder);
                command
            }));
            if before != gnu_du(Command::new("du"), &folder, &directories) {
                not_checked(&format!("{name} has changed meanwhile"));
            } else if let Some(total) = before {
                for output in outputs {
                    let size = format!("Size: {total} bytes ");
                    assert!(output.stdout.starts_with(&size), "du says {total}: {output:?}");
                    assert!(output.status.success(), "{output:?}");
                }
            }
        }
    }

    fn find_directories(directory: PathBuf, directories: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(&directory).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                find_directories(entry.path(), directories);
            }
        }
        directories.push(directory);
    }
}
