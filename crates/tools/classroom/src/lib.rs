//! The front door: lists programs, finds them by name, and has cargo run them.
//!
//! `main.rs` has the commands. The package `lessons` builds on this library.

mod error;
pub mod names;
pub mod programs;
pub mod python;
pub mod run;
mod runtime;
mod screen;

pub use error::{Context, Error, Result, exit_code};
pub use screen::{print, say};
