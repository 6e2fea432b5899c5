//! Builds the book, and the folder that a class without a network works from.
//!
//!     just book               builds the book and opens it
//!     just offline ../class   makes the folder
//!
//! mdBook starts it as well (`docs/book.toml`): it passes the whole book as JSON, and gets it back with the
//! lines `{{…}}` replaced. `book draw` draws the pictures anew.

use std::env;
use std::io;
use std::process::ExitCode;

use book::kit;
use classroom::{Context, Error, Result, exit_code, print};
use pages::check::{faults_of_docs, no_faults};
use serde_json::Value;

fn main() -> ExitCode {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let tool = env::current_exe().unwrap_or_default();
    let done = match words.iter().map(AsRef::as_ref).collect::<Vec<_>>()[..] {
        ["book"] => kit::open_book(&tool),
        ["offline", folder] if !folder.is_empty() => kit::offline(folder, &tool),
        // mdBook asks first whether a renderer is supported.
        ["supports", _] => Ok(true),
        [] => preprocess(),
        ["offline", ..] => Err(Error::new("which folder? Name a new one, such as ../class")),
        _ => Err(Error::new("this is started by: just book")),
    };
    exit_code(words.first().map_or("book", AsRef::as_ref), done)
}

fn preprocess() -> Result<bool> {
    if !no_faults(&faults_of_docs()?) {
        return Ok(false);
    }
    let input = serde_json::from_reader(io::stdin());
    let input: Value = input.context("mdBook starts this, with a book as JSON")?;
    print(&input[1].to_string());
    Ok(true)
}
