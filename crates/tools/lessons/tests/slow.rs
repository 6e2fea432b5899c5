//! What-ifs do what is recorded of them, and the checks of exercises are right about all answers, on each runtime.

use std::process::Command;

use lessons::check::{what_ifs, wrong_verdicts};

/// A reader's flags change no verdict, and a batch deletes no program that still runs.
#[test]
fn a_mistake_fails_as_intended_beside_a_batch() {
    let mut lessons = Command::new(env!("CARGO_BIN_EXE_lessons"));
    lessons.args(["fail", "never-awaited-smol"]).env("RUSTFLAGS", "-D warnings");
    assert!(lessons.output().unwrap().status.success());
}

#[test]
fn every_lesson_does_what_is_said_of_it() {
    let mut wrong: Vec<_> = what_ifs(1).unwrap().into_keys().collect();
    wrong.extend(wrong_verdicts().unwrap());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
