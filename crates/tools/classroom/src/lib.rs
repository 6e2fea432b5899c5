//! The front door: which programs there are, how a name is found, and how cargo runs a program.
//!
//! `main.rs` has the commands. The package `lessons` builds on this library.

mod error;
pub mod names;
pub mod programs;
pub mod python;
pub mod run;

use std::io::{self, Write};

pub use error::{Context, Error, Result, exit_code};

/// Writes a line to stderr. Unlike `eprintln!`, it does not panic if nobody reads it.
pub fn say(line: &str) {
    let _ = io::stderr().write_all(format!("{line}\n").as_bytes());
}

/// Writes to stdout. Unlike `print!`, it does not panic if nobody reads it.
pub fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}
