//! The pages as they are.

use book::check::{faults, pages};
use book::pictures::{PICTURES, draw, file};
use classroom::programs::read;

#[test]
fn nothing_is_wrong_with_them() {
    assert!(pages().unwrap().len() > 3);
    let faults = faults().unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// That the records are still what the programs do, `timeline`'s test `pictures` sees.
#[test]
fn the_pictures_are_those_of_the_records() {
    for topic in PICTURES {
        let picture = read(&file(topic).unwrap()).unwrap();
        let is_the_same = picture == draw(topic).unwrap();
        assert!(is_the_same, "docs/pictures/{topic}.svg: cargo run --package book -- draw");
    }
}
