//! The lessons are complete and alike, and nothing of them is compiled unless one asks for it.

use std::collections::BTreeSet;

use cargo_metadata::MetadataCommand;
use classroom::compare::differing_lines;
use classroom::mistakes::Mistake;
use classroom::programs::root;
use compile_fail::{files, table};

#[test]
fn no_file_is_missing_and_none_is_too_much() {
    assert_eq!(files::faults(&Mistake::all().unwrap()).unwrap(), [""; 0]);
}

#[test]
fn the_page_has_the_table_that_was_recorded() {
    assert_eq!(table::fault(&Mistake::all().unwrap()).unwrap(), None);
}

/// A program without its header.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with("//!")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_repair_differs_in_few_lines() {
    for mistake in Mistake::all().unwrap() {
        let most = match mistake.name.as_str() {
            "await-in-callback" => 18, // it does not wait for any task yet
            "self-spawn" => 11,        // its repair has one function more
            _ => 6,
        };
        for case in &mistake.cases {
            let texts = (case.mistake.text().unwrap(), case.repair.text().unwrap());
            let (left, right) = (code(&texts.0), code(&texts.1));
            let lines = [differing_lines(&left, &right), differing_lines(&right, &left)].concat();
            assert!((1..=most).contains(&lines.len()), "{}: {lines:#?}", case.name);
        }
    }
}

/// A bare `cargo build` or clippy compiles only what the default features ask for.
#[test]
fn nothing_is_compiled_by_default() {
    let mut programs = BTreeSet::new();
    for mistake in Mistake::all().unwrap() {
        programs.extend(mistake.programs().into_iter().map(|program| program.name));
    }
    let manifest = root().unwrap().join("Cargo.toml");
    let offline = ["--offline".to_string()];
    let metadata =
        MetadataCommand::new().manifest_path(manifest).no_deps().other_options(offline).exec();
    for package in metadata.unwrap().packages {
        let default = package.features.get("default").cloned().unwrap_or_default();
        for target in &package.targets {
            if target.is_bin() && programs.remove(&target.name) {
                let is_off = |feature| !default.contains(feature);
                assert!(target.required_features.iter().any(is_off), "{}", target.name);
            }
        }
    }
    assert!(programs.is_empty(), "cargo does not know {programs:?}");
}
