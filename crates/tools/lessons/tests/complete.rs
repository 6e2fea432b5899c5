//! No lesson lacks a part, and none is left over. This says all that is wrong at once.

use lessons::check::faults;

#[test]
fn every_lesson_has_all_its_parts() {
    let faults = faults().unwrap();
    assert!(faults.is_empty(), "{faults:#?}");
}
