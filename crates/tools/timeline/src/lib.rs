//! Draws what happens when a program runs: its tasks, callbacks and events.
//!
//! A program that is built with the feature `record` of `crates/asyncio` writes a line of JSON for each
//! step. [`read`] makes a [`Run`] of them, [`terminal()`] and [`svg()`] draw it, and [`describe`] puts it
//! into words. The same lines give the same picture.

mod axis;
mod describe;
mod listing;
mod read;
pub mod record;
mod rows;
mod run;
pub mod steps;
mod svg;
mod terminal;

use classroom::Result;

pub use describe::describe;
pub use read::read;
pub use run::Run;
pub use svg::{gap, svg};
pub use terminal::terminal;

use record::kept;

/// The pictures of the pages, and their names. They show kept runs.
pub fn pictures() -> Result<Vec<(&'static str, String)>> {
    let mut pictures = Vec::new();
    for topic in ["stage2", "stage3", "lost-task"] {
        pictures.push((topic, svg(topic, &kept(topic)?[1..]))); // without Python's
    }
    let mut runs = kept("stage2")?;
    runs.truncate(2);
    runs.reverse();
    pictures.push(("stage2-gap", gap("stage2", &runs)));
    Ok(pictures)
}
