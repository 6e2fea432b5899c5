//! The check of each exercise is right about answers that are right, and about those that are not.

use lessons::check::wrong_verdicts;

#[test]
fn the_check_is_right_about_every_answer() {
    let wrong = wrong_verdicts().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
