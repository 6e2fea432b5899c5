//! A preprocessor of mdBook: it replaces the lines `{{…}}` of the pages. `docs/book.toml` names it.
//!
//! mdBook hands it the whole book as JSON, and takes it back changed. `book check <folder>` looks
//! afterwards at what mdBook has made. `book draw` draws the pictures anew.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use book::expand::expand;
use book::{check, html, pictures};
use serde_json::Value;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        // mdBook asks first whether a renderer is supported.
        ["supports", _] => Ok(()),
        ["check", folder] => html::faults(Path::new(folder)).and_then(none),
        ["draw"] => pictures::draw_all(),
        [] => check::faults().and_then(none).and_then(|()| print(&expanded()?)),
        _ => Err("mdBook starts this; or: book check <folder>, or: book draw".to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("book: {message}");
            ExitCode::FAILURE
        }
    }
}

fn none(faults: Vec<String>) -> Result<(), String> {
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("\nbook: ")),
    }
}

fn print(book: &Value) -> Result<(), String> {
    let written = io::stdout().write_all(book.to_string().as_bytes());
    written.map_err(|error| format!("mdBook does not read it: {error}"))
}

fn expanded() -> Result<Value, String> {
    let input: Value = serde_json::from_reader(io::stdin())
        .map_err(|error| format!("mdBook starts this, with a book as JSON: {error}"))?;
    let mut book = input.get(1).cloned().ok_or("there is no book in what mdBook says")?;
    let items = book.get_mut("items").and_then(Value::as_array_mut);
    expand_all(items.ok_or("the book has no items")?)?;
    Ok(book)
}

fn expand_all(items: &mut [Value]) -> Result<(), String> {
    for chapter in items.iter_mut().filter_map(|item| item.get_mut("Chapter")) {
        let name = chapter["name"].to_string();
        if let Some(content) = chapter["content"].as_str() {
            let content = expand(content).map_err(|error| format!("{name}: {error}"))?;
            chapter["content"] = Value::String(content);
        }
        if let Some(items) = chapter.get_mut("sub_items").and_then(Value::as_array_mut) {
            expand_all(items)?;
        }
    }
    Ok(())
}
