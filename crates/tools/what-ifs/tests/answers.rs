//! Each what-if is built and run on each runtime, and does what is recorded of it.

use classroom::python::{NO_PYTHON, Python, not_checked};
use what_ifs::record::check;

#[test]
fn every_answer_holds_on_every_runtime() {
    if Python::find().is_none() {
        not_checked(NO_PYTHON);
    }
    let wrong = check(1).unwrap();
    let wrong: Vec<_> = wrong.into_keys().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
