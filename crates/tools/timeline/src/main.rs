//! Runs a program, and draws what happens in it.
//!
//!     just timeline stage2-tokio          draws a program's run in the terminal
//!     just timeline stage2                draws the three runtimes' runs under one axis
//!     just timeline stage2-tokio --svg    makes a picture of it

use std::env;
use std::fs;
use std::process::ExitCode;

use classroom::output::{print, say};
use timeline::{record, svg, terminal};

const USAGE: &str = "it takes the name of a program, topic or mistake, such as stage2-tokio, \
                     and after that --svg if you like";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        [name] if !name.starts_with('-') => draw(name, false),
        [name, "--svg"] | ["--svg", name] => draw(name, true),
        _ => Err(USAGE.to_string()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            say(&format!("timeline: {message}"));
            ExitCode::from(2)
        }
    }
}

/// False if a program does not compile.
fn draw(name: &str, as_svg: bool) -> Result<bool, String> {
    let Some((runs, record)) = record::record(name)? else { return Ok(false) };
    if as_svg {
        let path = record.with_extension("svg");
        let failed = |error| format!("cannot write {}: {error}", path.display());
        fs::write(&path, svg(name, &runs)).map_err(failed)?;
        print(&format!("The picture, for a browser: {}\n", path.display()));
    } else {
        print(&terminal(&runs));
    }
    say(&format!("The record: {}", record.display()));
    Ok(true)
}
