//! What-ifs do what is recorded of them, and the checks of exercises are right about all answers, on each runtime.

use lessons::check::{what_ifs, wrong_verdicts};

/// One after the other, since both build in the same folder.
#[test]
fn every_lesson_does_what_is_said_of_it() {
    let mut wrong: Vec<_> = what_ifs(1).unwrap().into_keys().collect();
    wrong.extend(wrong_verdicts().unwrap());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
