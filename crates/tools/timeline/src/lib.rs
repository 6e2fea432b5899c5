//! Draws what happens when a program runs: its tasks, callbacks and events.
//!
//! A program that is built with the feature `record` of `crates/asyncio` writes a line for each step.
//! [`Run::read`] makes a [`Run`] of them, which [`terminal()`] and [`svg()`] draw, and [`describe`] tells
//! without its times. The same lines give the same picture.

mod axis;
mod describe;
mod line;
mod read;
pub mod record;
mod run;
mod svg;
mod terminal;

pub use describe::describe;
pub use run::{Actor, Callback, Close, End, Mark, Piece, Run, Task, What};
pub use svg::svg;
pub use terminal::terminal;
