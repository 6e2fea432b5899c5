//! What the doctor finds when something is wrong: here all is, on purpose.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The doctor. It asks no network, unless a test says otherwise: that would take long.
fn doctor() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doctor"));
    command.env("CARGO_NET_OFFLINE", "true");
    command
}

/// The workspace's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// An empty folder for a test, whose path has what makes careless programs fail.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("Übung für alle").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Checks that the doctor prints these lines one after the other, and, unless it may be content, that
/// something is missing. (Something else may be missing on any machine.)
fn check(mut doctor: Command, lines: &[&str], content: bool) {
    let doctor = doctor.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let tried = root().join(format!("examples/exercises/mine/src/.doctor-{}", doctor.id()));
    let Output { status, stdout, stderr } = doctor.wait_with_output().unwrap();
    assert!(!tried.exists(), "it leaves {tried:?} behind");
    let stdout = String::from_utf8(stdout).unwrap();
    let printed: Vec<_> = stdout.lines().collect();
    let is_there = |printed: &[&str]| lines.iter().zip(printed).all(|(a, b)| b.starts_with(a));
    assert!(printed.windows(lines.len()).any(is_there), "{lines:#?} are not in:\n{stdout}");
    let missing = printed.iter().any(|line| line.starts_with("MISSING"));
    assert_eq!(status.code(), Some(if missing { 1 } else { 0 }), "{stdout}");
    assert!(content || missing, "nothing is missing in:\n{stdout}");
    assert_eq!(String::from_utf8_lossy(&stderr), "");
}

#[test]
fn without_cargo_it_says_how_to_start_it() {
    let output = doctor().env_remove("CARGO_MANIFEST_DIR").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "doctor: start this with: cargo doctor\n");
    assert_eq!(output.status.code(), Some(2));
}

/// Otherwise it could not say what an old cargo, or one without network, lacks.
#[test]
fn any_cargo_can_build_it() {
    let lock = include_str!("../Cargo.lock");
    assert_eq!(lock.matches("[[package]]").count(), 1, "no dependencies: {lock}");
    assert!(lock.contains("\nversion = 3\n"), "cargo before 1.78 reads no newer one: {lock}");
}

#[test]
fn just_may_be_missing() {
    let path = env::var_os("PATH").unwrap();
    let has_just = |folder: &PathBuf| ["just", "just.exe"].iter().any(|j| folder.join(j).exists());
    let path = env::join_paths(env::split_paths(&path).filter(|folder| !has_just(folder)));
    let mut doctor = doctor();
    doctor.env("PATH", path.unwrap());
    check(doctor, &["note     just is not there", "             pip install rust-just=="], true);
}

#[test]
fn it_links_a_program_in_any_folder() {
    let mut doctor = doctor();
    let folder = folder("linked here");
    doctor.envs(["TMPDIR", "TMP"].map(|name| (name, &folder)));
    check(doctor, &["ok       the linker: a small program was linked, and runs"], true);
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0, "it leaves nothing behind");
}

#[test]
fn without_downloads_and_network_there_is_no_course() {
    let mut doctor = doctor();
    doctor.env("CARGO_HOME", folder("nothing downloaded"));
    let missing = "MISSING  not all is downloaded, and cargo does not reach its registry";
    check(doctor, &[missing, "             go where there is a network"], false);
}

#[test]
fn what_it_tries_to_write_is_gone_afterwards() {
    let target = folder("target");
    let mut doctor = doctor();
    doctor.env("CARGO_TARGET_DIR", target.join("not yet there"));
    check(doctor, &[&format!("ok       cargo can write to {}", target.display())], true);
    assert_eq!(fs::read_dir(target).unwrap().count(), 0, "it leaves nothing behind");
}

/// With programs that are not what they seem: scripts, which Windows would not run.
#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// The doctor, which meets a script where it looks for a program.
    fn doctor_with(name: &str, folder: &Path, script: &str) -> Command {
        let program = folder.join(name);
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let path = env::var_os("PATH").unwrap();
        let path =
            env::join_paths([folder.to_path_buf()].into_iter().chain(env::split_paths(&path)));
        let mut doctor = doctor();
        doctor.env("PATH", path.unwrap());
        doctor
    }

    /// A rustc that is the real one, unless it is asked for its version.
    fn rustc_of(version: &str, folder: &Path) -> Command {
        let real = env::var("PATH").unwrap();
        let script = format!(
            "[ \"$1\" = --version ] && echo \"rustc {version} (0 1970-01-01)\" && exit\n\
             PATH='{real}' exec rustc \"$@\""
        );
        doctor_with("rustc", folder, &script)
    }

    #[test]
    fn an_older_rustc_does_not_do() {
        let doctor = rustc_of("1.80.0", &folder("old rustc"));
        check(doctor, &["MISSING  Rust 1.80.0 is too old; it must be 1.", "             "], false);
    }

    #[test]
    fn a_newer_rustc_does() {
        let doctor = rustc_of("1.999.0", &folder("new rustc"));
        check(doctor, &["note     Rust 1.999.0, where", "             "], true);
    }

    #[test]
    fn an_old_just_is_told() {
        let doctor = doctor_with("just", &folder("old just"), "echo just 1.26.0");
        check(doctor, &["note     just 1.26.0 is too old, it must be 1.27.0"], true);
    }

    #[test]
    fn a_linker_that_is_not_there_is_missed() {
        let real = env::var("PATH").unwrap();
        let script = format!(
            "for word; do [ \"$word\" = -o ] && set -- -C linker=no-such-linker \"$@\"; done\n\
             PATH='{real}' exec rustc \"$@\""
        );
        let doctor = doctor_with("rustc", &folder("no linker"), &script);
        let missing =
            "MISSING  rustc cannot link a program: error: linker `no-such-linker` not found";
        check(doctor, &[missing, "             "], false);
    }

    #[test]
    fn a_folder_that_cannot_be_written_to_is_told() {
        let mut target = folder("read-only");
        fs::set_permissions(&target, fs::Permissions::from_mode(0o555)).unwrap();
        if cfg!(target_os = "linux") {
            target = PathBuf::from("/proc"); // where root may not write either
        }
        let mut doctor = doctor();
        doctor.env("CARGO_TARGET_DIR", &target);
        let missing = format!("MISSING  cargo cannot write to {}: ", target.display());
        check(doctor, &[&missing, "             copy this folder"], false);
    }
}
