//! Few file handles are enough for a flat folder, and for a wide tree. Apart from the other tests,
//! since the limit is the whole process's.

mod trees;

#[cfg(unix)]
#[test]
fn sixty_four_are_enough() {
    use std::process::Command;

    use classroom::output::run_together;
    use rlimit::Resource;

    use trees::{PROGRAMS, Tree};

    let mut flat = Tree::new("flat");
    for number in 0..100_000 {
        flat.file(number.to_string(), 1);
    }
    let mut wide = Tree::new("wide");
    for number in 0..20_000 {
        wide.directory(number.to_string());
    }
    wide.file("1/file", 1);
    // The programs inherit it.
    let (_, hard) = Resource::NOFILE.get().unwrap();
    Resource::NOFILE.set(64, hard).unwrap();
    for program in PROGRAMS {
        for tree in [&flat, &wide] {
            let mut command = Command::new(program);
            command.arg(&tree.root);
            let [output] = run_together([command]);
            assert_eq!((output.status.code(), &output.stderr[..]), (Some(0), ""), "{output:?}");
            let total = format!("Size: {} bytes ", tree.total());
            assert!(output.stdout.starts_with(&total), "{total} {output:?}");
            let (files, directories) = (tree.files, tree.directories.len());
            let counts = format!("\nFiles: {files}\nDirectories: {directories}\n");
            assert!(output.stdout.contains(&counts), "{counts} {output:?}");
        }
    }
}
