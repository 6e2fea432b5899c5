//! A preprocessor of mdBook: it replaces the lines `{{…}}` of the pages. `docs/book.toml` names it.
//!
//! mdBook hands it the whole book as JSON, and takes it back changed. `book check <folder>` looks
//! afterwards at what mdBook has made. `book draw` draws the pictures anew.

use std::env;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use book::check::{faults, faults_of_docs};
use book::expand::expand;
use book::pictures;
use classroom::output::{print, say};
use serde_json::Value;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let faults = match arguments[..] {
        // mdBook asks first whether a renderer is supported.
        ["supports", _] => Ok(Vec::new()),
        ["check", folder] => faults(Path::new(folder), "html"),
        ["draw"] => pictures::draw_all().map(|()| Vec::new()),
        [] => preprocess(),
        _ => Err("mdBook starts this; or: book check <folder>, or: book draw".to_string()),
    };
    let (message, code) = match faults {
        Ok(faults) if faults.is_empty() => return ExitCode::SUCCESS,
        Ok(faults) => (faults.join("\nbook: "), 1),
        Err(message) => (message, 2),
    };
    say(&format!("book: {message}"));
    ExitCode::from(code)
}

fn preprocess() -> Result<Vec<String>, String> {
    let faults = faults_of_docs()?;
    if faults.is_empty() {
        let mut input: Value = serde_json::from_reader(io::stdin())
            .map_err(|error| format!("mdBook starts this, with a book as JSON: {error}"))?;
        expand_all(&mut input[1]["items"])?;
        print(&input[1].to_string());
    }
    Ok(faults)
}

fn expand_all(items: &mut Value) -> Result<(), String> {
    for item in items.as_array_mut().into_iter().flatten() {
        let Some(chapter) = item.get_mut("Chapter") else { continue };
        let content = expand(chapter["content"].as_str().unwrap_or_default());
        chapter["content"] =
            content.map_err(|error| format!("{}: {error}", chapter["name"]))?.into();
        expand_all(&mut chapter["sub_items"])?;
    }
    Ok(())
}
