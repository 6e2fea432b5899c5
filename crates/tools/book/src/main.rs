//! Builds the book, and the folder that a class without a network works from.
//!
//!     just book               builds the book and opens it
//!     just offline ../class   makes the folder
//!
//! mdBook starts it as well (`docs/book.toml`): it hands over the whole book as JSON, and takes it back with
//! the lines `{{…}}` replaced. `book check <folder>` looks at what mdBook has made, `book draw` draws the
//! pictures anew.

use std::env;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use book::check::{faults, faults_of_docs};
use book::expand::expand;
use book::{kit, pictures};
use classroom::{Context, Error, Result, exit_code, print, say};
use serde_json::Value;

fn main() -> ExitCode {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    let done = match words[..] {
        ["book"] => kit::open_book(),
        ["offline", folder] if !folder.is_empty() => kit::offline(folder),
        ["offline", ..] => {
            Err(Error::new("it takes the name of a new folder: just offline ../class"))
        }
        // mdBook asks first whether a renderer is supported.
        ["supports", _] => Ok(true),
        ["check", folder] => faults(Path::new(folder), "html").map(none),
        ["draw"] => pictures::draw_all().map(|()| true),
        [] => preprocess(),
        _ => Err(Error::new("this is started by: just book, or: just offline ../class")),
    };
    exit_code("book", done)
}

/// Whether there are no faults. Says which there are.
fn none(faults: Vec<String>) -> bool {
    faults.iter().for_each(|fault| say(&format!("book: {fault}")));
    faults.is_empty()
}

fn preprocess() -> Result<bool> {
    let is_well = none(faults_of_docs()?);
    if is_well {
        let input = serde_json::from_reader(io::stdin());
        let mut input: Value = input.context("mdBook starts this, with a book as JSON")?;
        expand_all(&mut input[1]["items"])?;
        print(&input[1].to_string());
    }
    Ok(is_well)
}

fn expand_all(items: &mut Value) -> Result<()> {
    for item in items.as_array_mut().into_iter().flatten() {
        let Some(chapter) = item.get_mut("Chapter") else { continue };
        let content = expand(chapter["content"].as_str().unwrap_or_default());
        chapter["content"] = content.context(&chapter["name"])?.into();
        expand_all(&mut chapter["sub_items"])?;
    }
    Ok(())
}
