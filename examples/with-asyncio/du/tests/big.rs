//! 100,000 files: the total is GNU du's, few file handles are enough, and no entry is kept in memory.
//! To measure the speed:
//!
//!     cargo test --release -p du --test big -- --ignored --nocapture
#![cfg(unix)]

mod trees;

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use trees::{Tree, check_gnu_du, gnu_du, programs};

/// 100,000 files in 1,111 directories, with 10,000 second names, symlinks and odd names.
fn big() -> Tree {
    let mut tree = Tree::new();
    for number in 1..1111 {
        let parent = tree.directories[(number - 1) / 10].clone();
        let odd =
            [&b" with a space"[..], b"\nand a second line", "\u{1f980}".as_bytes(), b"'\"$*-"];
        let not_utf8 = if cfg!(target_os = "linux") { b"\xff" } else { b"-" };
        let parts = [number.to_string().as_bytes(), odd[number % 4], not_utf8].concat();
        tree.directory(parent.join(OsString::from_vec(parts)));
    }
    for number in 0..100_000 {
        let path = tree.directories[number % 1111].join(format!("{number} file"));
        match number % 100 {
            8 => tree.symlink("..", &path),
            9 => tree.symlink(".", &path),
            _ => _ = tree.file(&path, number as u64),
        }
        if number % 10 == 0 {
            let link = tree.directories[number * number % 1111].join(format!("{number} link"));
            fs::hard_link(path, link).unwrap();
        }
    }
    tree
}

fn check(mut command: Command, tree: &Tree) {
    let output = command.output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{command:?}: {output:?}");
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.starts_with(&tree.total()), "{command:?}: {stdout}");
}

#[test]
fn the_total_is_gnu_dus() {
    let tree = big();
    check_gnu_du(&tree);
    programs(&tree.root).into_iter().for_each(|command| check(command, &tree));
}

#[test]
fn few_handles_and_little_memory() {
    let (empty, mut many, mut wide) = (Tree::new(), Tree::new(), Tree::new());
    (0..100_000).for_each(|number| _ = many.file(format!("{number:0>200}"), 1));
    (0..10_000).for_each(|number| _ = wide.directory(number.to_string()));
    for program in &programs(&many.root)[..3] {
        for tree in [&many, &wide] {
            let mut command = Command::new("sh");
            command.args(["-c", "ulimit -n 64 && exec \"$0\" \"$1\""]);
            command.arg(program.get_program()).arg(&tree.root);
            check(command, tree);
        }
        let peak = |tree: &Tree| {
            let mut command = Command::new(program.get_program());
            let child = command.arg(&tree.root).stdout(Stdio::null()).spawn();
            child.unwrap().wait4().unwrap().rusage.maxrss
        };
        let (least, most) = (peak(&empty), peak(&many));
        // The names alone are 20 MB.
        assert!(least > 0 && most < least + 10_000_000, "{program:?}: {least} and {most} bytes");
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
