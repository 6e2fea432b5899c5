//! Builds the book, and the folder that a class without a network works from.
//!
//!     just book               builds the book and opens it
//!     just offline ../class   makes the folder

use std::env;
use std::io::stderr;
use std::process::ExitCode;

use book::kit;
use classroom::{Error, exit_code};
use tracing::Level;

fn main() -> ExitCode {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    // Shows mdBook's warnings, such as a tag that is never closed.
    tracing_subscriber::fmt().with_max_level(Level::WARN).with_writer(stderr).init();
    let done = match words.iter().map(AsRef::as_ref).collect::<Vec<_>>()[..] {
        ["book"] => kit::open_book(),
        ["offline", folder] if !folder.is_empty() => kit::offline(folder),
        ["offline", ..] => Err(Error::new("which folder? Name a new one, such as ../class")),
        _ => Err(Error::new("this is started by: just book")),
    };
    exit_code(words.first().map_or("book", AsRef::as_ref), done)
}
