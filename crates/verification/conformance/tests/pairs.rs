//! Every pair is complete, and its Rust program prints on every executor what its Python program prints.

use std::collections::BTreeSet;
use std::process::{Command, Output};
use std::{fs, str};

use classroom::python::Python;
use lessons::outcome::is_like;
use lessons::testing::{not_checked, run_together};

fn conformance(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conformance")).args(arguments).output().unwrap()
}

#[test]
fn rust_prints_what_python_prints() {
    let output = conformance(&[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let all = format!("0 of {} pairs differ, on 5 executors\n", names().len());
    assert!(str::from_utf8(&output.stdout).unwrap().ends_with(&all), "{output:?}");
}

#[test]
#[ignore = "starts Python for each pair: `just check-all` does"]
fn python_still_prints_what_is_recorded() {
    let recorded = fs::read_to_string("transcripts.txt").unwrap();
    let version = recorded.lines().next().unwrap().rsplit(' ').next().unwrap();
    let python = Python::find().filter(|python| is_like(python, version));
    let Some(python) = python else {
        return not_checked(&format!("there is no Python like {version}"));
    };
    for name in names() {
        let [output] = run_together([python.command(format!("pairs/{name}.py").as_ref())]);
        assert!(output.status.success(), "{output:?}");
        let transcript = format!("== {name}\n{}", output.stdout);
        assert!(recorded.contains(&transcript), "{name}.py prints {}", output.stdout);
    }
}

#[test]
fn the_programs_of_a_pair_are_alike() {
    for name in names() {
        let [python, rust] = ["py", "rs"].map(|kind| read(&format!("{name}.{kind}")));
        let purpose = python.lines().next().unwrap().trim_matches('"');
        assert!(purpose.ends_with('.') && purpose.len() > 20, "{name}: {purpose}");
        assert_eq!(rust.lines().next().unwrap(), format!("//! {purpose}"), "{name}");
        assert_eq!(functions(&python, "def "), functions(&rust, "fn "), "{name}");
        assert!(python.lines().count().max(rust.lines().count()) <= 40, "{name} is too long");
    }
}

/// The names of a program's functions, in order.
fn functions<'a>(source: &'a str, keyword: &str) -> Vec<&'a str> {
    let headers = source.lines().filter_map(|line| {
        let line = line.trim_start_matches("pub ").trim_start_matches("async ");
        line.strip_prefix(keyword)
    });
    headers.map(|header| header.split(['(', '<']).next().unwrap()).collect()
}

/// `cargo fmt` does not find them: their list is generated.
#[test]
fn the_rust_programs_are_formatted() {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--check", "--edition", "2024", "--color", "never"]);
    rustfmt.args(names().iter().map(|name| format!("pairs/{name}.rs")));
    let output = rustfmt.output().expect("rustfmt comes with the toolchain");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn pairs_can_be_named() {
    let output = conformance(&["fan", "diamond"]);
    let lines: Vec<_> =
        str::from_utf8(&output.stdout).unwrap().lines().map(str::trim_end).collect();
    assert_eq!(lines.last(), Some(&"0 of 2 pairs differ, on 5 executors"), "{output:?}");
    for arguments in [&["fan", "fann"][..], &["--record", "fann"], &["--on", "Smol", "fann"]] {
        let output = conformance(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            output.stderr.ends_with(b"there is no pair 'fann'; did you mean 'fan'?\n"),
            "{output:?}"
        );
    }
}

/// The names of all files in `pairs`, without what follows the dot. A pair has two files.
fn names() -> BTreeSet<String> {
    let files = fs::read_dir("pairs").unwrap().map(|file| file.unwrap().file_name());
    let names = files.filter_map(|file| Some(file.to_str()?.split_once('.')?.0.to_string()));
    names.collect()
}

fn read(file: &str) -> String {
    fs::read_to_string(format!("pairs/{file}")).unwrap_or_else(|error| panic!("{file}: {error}"))
}
