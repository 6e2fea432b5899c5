//! Every pair is whole, and its Rust program prints on every executor what its Python program prints.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use classroom::python::Python;
use conformance::transcripts::{
    difference, differences, folder, python_prints, recorded, recorded_version, together,
};
use conformance::{PAIRS, Pair};

#[test]
fn rust_prints_what_python_prints() {
    let binary = Path::new(env!("CARGO_BIN_EXE_conformance"));
    let differences: Vec<_> =
        PAIRS.iter().flat_map(|pair| differences(binary, pair).unwrap()).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
#[ignore = "starts Python for each pair: `just check-all` does"]
fn python_still_prints_what_is_recorded() {
    let Some(python) = Python::find_like(&recorded_version().unwrap()) else { return };
    let check = |pair: &Pair| {
        let transcript = python_prints(&python, pair).unwrap();
        difference(&recorded(pair).unwrap(), &transcript, &format!("{}.py", pair.name))
    };
    let differences: Vec<_> =
        PAIRS.chunks(4).flat_map(|pairs| together(pairs, check)).flatten().collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_file_belongs_to_a_pair() {
    assert!(PAIRS.len() >= 30, "there are only {} pairs", PAIRS.len());
    let mut expected = BTreeSet::from(["python-version.txt".to_string()]);
    for pair in PAIRS {
        expected.extend(["py", "rs", "txt"].map(|kind| format!("{}.{kind}", pair.name)));
    }
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name());
    let files: BTreeSet<String> = files.map(|name| name.into_string().unwrap()).collect();
    let missing: Vec<_> = expected.difference(&files).collect();
    assert!(missing.is_empty(), "missing in pairs: {missing:?}");
    let unknown: Vec<_> = files.difference(&expected).collect();
    assert!(unknown.is_empty(), "in pairs, but not in the list in src/lib.rs: {unknown:?}");
}

fn read(pair: &Pair, kind: &str) -> String {
    fs::read_to_string(folder().join(format!("{}.{kind}", pair.name))).unwrap()
}

#[test]
fn the_programs_of_a_pair_are_alike() {
    for pair in PAIRS {
        let (python, rust) = (read(pair, "py"), read(pair, "rs"));
        let purpose = python.lines().next().unwrap().trim_matches('"');
        assert!(purpose.ends_with('.') && purpose.len() > 20, "{}: {purpose}", pair.name);
        assert_eq!(rust.lines().next().unwrap(), format!("//! {purpose}"), "{}", pair.name);
        assert_eq!(functions(&python, "def "), functions(&rust, "fn "), "{}", pair.name);
        for source in [python, rust] {
            assert!(source.lines().count() <= 40, "{} is too long", pair.name);
        }
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

/// `cargo fmt` does not find them: their list is in a macro.
#[test]
fn the_rust_programs_are_formatted() {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--check", "--edition", "2024", "--color", "never"]);
    rustfmt.args(PAIRS.iter().map(|pair| folder().join(format!("{}.rs", pair.name))));
    let output = rustfmt.output().expect("rustfmt comes with the toolchain");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
