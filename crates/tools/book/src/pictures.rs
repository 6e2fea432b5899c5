//! The pictures in `docs/pictures`, drawn from records of real runs.

use std::fs;
use std::path::PathBuf;

use classroom::programs::{root, shown};
use classroom::{Context, Result};

/// Draws all anew.
pub fn draw_all() -> Result<bool> {
    for (file, picture) in pictures()? {
        fs::write(&file, picture).context(format_args!("cannot write {}", shown(&file)))?;
    }
    Ok(true)
}

/// Their files and contents.
fn pictures() -> Result<Vec<(PathBuf, String)>> {
    let folder = root()?.join("docs/pictures");
    let file = |(name, picture)| (folder.join(format!("{name}.svg")), picture);
    Ok(timeline::pictures()?.into_iter().map(file).collect())
}

/// An ignored test of `timeline` compares the records with what the programs do.
#[test]
fn the_pictures_are_those_of_the_records() {
    for (file, picture) in pictures().unwrap() {
        let is_the_same = fs::read_to_string(&file).unwrap() == picture;
        assert!(is_the_same, "{}: cargo run --package book -- draw", file.display());
    }
}
