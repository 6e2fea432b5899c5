//! Each what-if does what is recorded of it, on each runtime and in Python.

use lessons::check::what_ifs;

#[test]
fn every_answer_holds_on_every_runtime() {
    let wrong: Vec<_> = what_ifs(1).unwrap().into_keys().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
