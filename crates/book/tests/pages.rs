//! The pages as they are.

use book::check::{faults, pages};

#[test]
fn nothing_is_wrong_with_them() {
    assert!(pages().unwrap().len() > 3);
    let faults = faults().unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
