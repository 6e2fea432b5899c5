//! No lesson lacks a part, and none is left over. This says all that is wrong at once.

use lessons::complete::faults;

#[test]
fn every_lesson_has_all_its_parts() {
    let faults = faults().unwrap();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
