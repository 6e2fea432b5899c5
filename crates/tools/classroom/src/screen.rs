//! Writing to the terminal, or to a pipe whose reader may be gone.

use std::io::{self, Write};

/// Writes a line to stderr. Unlike `eprintln!`, it does not panic if nobody reads it.
pub fn say(line: &str) {
    let _ = io::stderr().write_all(format!("{line}\n").as_bytes());
}

/// Writes to stdout. Unlike `print!`, it does not panic if nobody reads it.
pub fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}
