//! Draws what happens when a program runs: its tasks, callbacks and events; and shows it step by step.
//!
//! A program that is built with the feature `record` of `crates/asyncio` writes a line of JSON for each
//! step. [`read`] turns these lines into a [`Run`], [`terminal()`] and [`svg()`] draw it, and [`steps`]
//! puts it into words. The same lines give the same picture.

mod lines;
mod read;
pub mod record;
mod run;
pub mod steps;
mod svg;
mod terminal;
mod words;

use classroom::Result;

pub use read::read;
pub use run::{Run, Step};
pub use svg::{gap, svg};
pub use terminal::terminal;
pub use words::describe;

/// The pictures of the pages, and their names. They show kept runs.
pub fn pictures() -> Result<Vec<(&'static str, String)>> {
    let mut pictures = Vec::new();
    // Without Python's run, which is number 0. The run of the lost task on smol is the only one that does
    // not depend on chance.
    for (topic, first) in [("stage2", 1), ("stage3", 1), ("lost-task", 3)] {
        pictures.push((topic, svg(topic, &record::kept(topic)?[first..])));
    }
    let runs = record::kept("stage2")?;
    pictures.push(("stage2-gap", gap("stage2", &[&runs[1], &runs[0]])));
    Ok(pictures)
}
