//! Runs the doctor where something is missing.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const FOLDER: &str = env!("CARGO_TARGET_TMPDIR");

/// Checks the doctor's exit code, and that it prints lines that begin so. It may not use a network.
fn check(change: impl Fn(&mut Command) -> &mut Command, lines: &[&str], code: i32) {
    let mut doctor = Command::new(env!("CARGO_BIN_EXE_doctor"));
    doctor.current_dir("../../..").env("CARGO_NET_OFFLINE", "true");
    let Output { status, stdout, stderr } = change(&mut doctor).output().unwrap();
    let printed = String::from_utf8([stdout, stderr].concat()).unwrap();
    let has = |line: &&str| printed.lines().any(|printed| printed.starts_with(line));
    assert!(lines.iter().all(has), "{lines:#?} are not in:\n{printed}");
    assert_eq!(status.code(), Some(code), "{printed}");
}

#[test]
fn arguments_and_other_folders_are_refused() {
    let message = "doctor: run this without arguments, in the workspace's folder: cargo doctor";
    check(|doctor| doctor.arg("--help"), &[message], 2);
    check(|doctor| doctor.current_dir("src"), &[message], 2);
}

#[test]
fn without_programs_some_are_missing_and_others_only_noted() {
    let lines = [
        "MISSING  Rust is unknown, but rust-toolchain.toml asks for 1.",
        "note     just 1.",
        "note     git 1.0 or newer is missing: only `just offline` needs it",
        "note     Python 3.11 or newer is missing: only the `-asyncio` programs need it",
        "note     git cannot tell whether a file is missing",
        "MISSING  rustc cannot build a program: ",
        "note     unknown whether 1 GB is free",
    ];
    check(|doctor| doctor.env("PATH", FOLDER).env("CARGO_TARGET_DIR", FOLDER), &lines, 1);
}

#[test]
fn a_folder_to_write_to_and_downloads_are_missing() {
    let lines = [
        "MISSING  cargo cannot write to no-such-folder: ",
        "ok       answers go to examples/exercises/src/bin",
        "MISSING  downloads are missing, and there is no network",
        "             cargo fetch --locked",
    ];
    let folders = [("CARGO_HOME", FOLDER), ("CARGO_TARGET_DIR", "no-such-folder")];
    check(|doctor| doctor.envs(folders), &lines, 1);
}

/// A student has deleted a stage and a page.
#[test]
fn missing_files_can_be_restored() {
    let student = Path::new(FOLDER).join("student");
    let _ = fs::remove_dir_all(&student);
    let deleted = ["crates/stage2/Cargo.toml", "crates/stage2/src/tokio.rs", "docs/stage2.md"];
    let kept = ["rust-toolchain.toml", "Cargo.toml", "crates/README.md", "docs/stage1.md"];
    for file in deleted.iter().chain(&kept).map(|file| student.join(file)) {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "").unwrap();
    }
    for words in [["init", "--quiet"], ["add", "."]] {
        assert!(Command::new("git").args(words).current_dir(&student).status().unwrap().success());
    }
    let finds = |lines: &[&str]| {
        check(|doctor| doctor.current_dir(&student).env("CARGO_TARGET_DIR", FOLDER), lines, 1)
    };
    finds(&["ok       no file is missing"]);
    fs::remove_dir_all(student.join("crates/stage2")).unwrap();
    finds(&["note     crates/stage2 is missing: git restore crates/stage2"]);
    fs::remove_file(student.join("docs/stage2.md")).unwrap();
    finds(&["note     files are missing: git restore crates/stage2 docs/stage2.md"]);
}

#[test]
fn any_cargo_can_build_it() {
    let lock = include_str!("../Cargo.lock");
    assert_eq!(lock.matches("[[package]]").count(), 1, "it has no dependencies: {lock}");
    assert!(lock.contains("\nversion = 3\n"), "cargo before 1.78 reads no newer one: {lock}");
}
