//! The pictures in `docs/pictures`, drawn from records of real runs.

use std::fs;
use std::path::PathBuf;

use classroom::programs::root;
use timeline::record::kept;
use timeline::svg;

/// The topics of which there is one.
pub const PICTURES: [&str; 3] = ["stage2", "stage3", "lost-task"];

/// A picture's file.
///
/// # Errors
/// If the workspace's folder cannot be found.
pub fn file(topic: &str) -> Result<PathBuf, String> {
    Ok(root()?.join("docs/pictures").join(format!("{topic}.svg")))
}

/// A picture, as it must be.
///
/// # Errors
/// If there is no record of the topic.
pub fn draw(topic: &str) -> Result<String, String> {
    Ok(svg(topic, &kept(topic)?))
}

/// Draws all anew.
///
/// # Errors
/// If a file cannot be read or written.
pub fn draw_all() -> Result<(), String> {
    for topic in PICTURES {
        let file = file(topic)?;
        let failed = |error| format!("cannot write {}: {error}", file.display());
        fs::create_dir_all(file.parent().unwrap_or(&file)).map_err(failed)?;
        fs::write(&file, draw(topic)?).map_err(failed)?;
    }
    Ok(())
}
