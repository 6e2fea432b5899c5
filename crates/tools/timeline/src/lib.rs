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

pub use describe::describe;
pub use read::read;
pub use run::Run;
pub use svg::svg;
pub use terminal::terminal;
