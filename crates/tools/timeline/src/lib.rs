//! Draws what happens when a program runs: its tasks, callbacks and events; and shows it step by step.
//!
//! A program that is built with the feature `record` of `crates/asyncio` writes a line of JSON for each
//! step. [`read`] makes a [`Run`] of them, [`terminal()`] and [`svg()`] draw it, and [`steps`] puts it
//! into words. The same lines give the same picture.

mod describe;
mod listing;
mod read;
pub mod record;
mod run;
pub mod steps;
mod svg;
mod terminal;

use classroom::Result;

pub use describe::describe;
pub use read::read;
pub use run::{Run, Step};
pub use svg::{gap, svg};
pub use terminal::terminal;

/// The pictures of the pages, and their names. They show kept runs.
pub fn pictures() -> Result<Vec<(&'static str, String)>> {
    let mut pictures = Vec::new();
    for (topic, first) in [("stage2", 1), ("stage3", 1), ("lost-task", 3)] {
        pictures.push((topic, svg(topic, &record::kept(topic)?[first..]))); // in Rust; or only on smol
    }
    let runs = record::kept("stage2")?;
    pictures.push(("stage2-gap", gap("stage2", &[&runs[1], &runs[0]])));
    Ok(pictures)
}
