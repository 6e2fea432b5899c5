//! Each what-if fits its stage, on each runtime, and has a question, an answer and a record.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use classroom::programs::{Runtime, Topic};
use what_ifs::WhatIf;

fn all() -> Vec<WhatIf> {
    let all = WhatIf::all().unwrap();
    assert!(!all.is_empty());
    all
}

#[test]
fn each_stage_has_two_to_four() {
    for topic in Topic::all().unwrap().iter().filter(|topic| topic.name.starts_with("stage")) {
        let count = WhatIf::of_stage(&topic.name).unwrap().len();
        assert!((2..=4).contains(&count), "{} has {count}", topic.name);
    }
}

#[test]
fn each_asks_and_answers() {
    for it in all() {
        let name = format!("{}/{}", it.topic.name, it.name);
        assert!(it.purpose.ends_with('.') && it.purpose.len() > 20, "{name}: {}", it.purpose);
        assert!(it.question.ends_with('?') && it.question.len() > 20, "{name}: {}", it.question);
        assert!(it.reason.len() > 100, "{name}: {}", it.reason);
        // What it means for the code that the reader has.
        assert!(it.reason.contains("asyncio"), "{name} says nothing of asyncio");
        for line in it.reason.lines().chain([&it.purpose[..], &it.question]) {
            assert!(line.chars().count() <= 110, "{name}: too long: {line}");
        }
    }
}

/// It changes a few lines, of which none sleeps, and fits all twins.
#[test]
fn each_is_a_small_change_of_every_twin() {
    for it in all() {
        for runtime in Runtime::ALL {
            let name = it.on(runtime);
            let (before, after) =
                (it.topic.program(runtime).text().unwrap(), it.changed(runtime).unwrap());
            let diff = it.diff(runtime).unwrap();
            let count = |sign: &str| {
                let lines = diff.lines().skip(2); // the names of the file
                lines.filter(|line| line.starts_with(sign)).count()
            };
            let (gone, new) = (count("-"), count("+"));
            assert!(gone <= 10 && new <= 6, "{name}: {diff}");
            assert_eq!(gone + new == 0, before == after, "{name}: {diff}");
            let sleeps = |text: &str| text.matches("Duration::from_").count();
            assert_eq!(sleeps(&before), sleeps(&after), "{name}");
        }
        let tokios = it.topic.program(Runtime::Tokio).path().unwrap();
        assert!(it.files().iter().all(|file| *file == tokios), "{}: {:?}", it.name, it.files());
        assert!(it.files().len() <= 1, "{}: {:?}", it.name, it.files());
    }
}

#[test]
fn each_is_recorded() {
    for it in all() {
        for runtime in Runtime::ALL {
            let answer = it.answer(runtime).unwrap_or_else(|error| {
                panic!("{}: {error}; record it with: just what-if --record", it.on(runtime))
            });
            assert!(answer.len() > 8 && answer.ends_with('.'), "{}: {answer}", it.on(runtime));
        }
        let own = Runtime::ALL.map(|runtime| it.record(Some(runtime)).is_file());
        let shared = it.record(None).is_file();
        assert!(own == [!shared; 3], "{}: one record for all, or one for each", it.name);
        if it.python().is_some() {
            it.recorded_of_python().unwrap();
        }
    }
}

/// A record or a Python program of a what-if that is gone, or has another name now.
#[test]
fn no_file_is_left_over() {
    let all = all();
    let mut known = BTreeSet::new();
    for it in &all {
        known.insert(it.folder.join(format!("{}.patch", it.name)));
        known.insert(it.record(None));
        known.extend(Runtime::ALL.map(|runtime| it.record(Some(runtime))));
        known.extend(it.python().into_iter().flat_map(|(program, record)| [program, record]));
    }
    let folders: BTreeSet<PathBuf> = all.iter().map(|it| it.folder.clone()).collect();
    for entry in folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()) {
        let path = entry.unwrap().path();
        let hidden = path.file_name().unwrap().to_string_lossy().starts_with('.');
        assert!(hidden || known.contains(&path), "{} is of no what-if", path.display());
    }
}
