//! Runs a program, and draws what happens in it.
//!
//!     just timeline stage2-tokio          draws a program's run in the terminal
//!     just timeline stage2                draws the three runtimes' runs under one axis
//!     just timeline stage2-tokio --svg    makes a picture of it

use std::env;
use std::fs;
use std::process::ExitCode;

use classroom::programs::shown;
use classroom::{Context, Error, Result, exit_code, print, say};
use timeline::{record, svg, terminal};

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [name] if !name.starts_with('-') => draw(name, false),
        [name, "--svg"] | ["--svg", name] => draw(name, true),
        _ => Err(Error::new(
            "it takes the name of a program, such as stage2-tokio, and perhaps --svg",
        )),
    };
    exit_code("timeline", done)
}

/// False if a program does not compile.
fn draw(name: &str, as_svg: bool) -> Result<bool> {
    let Some((runs, record)) = record::record(name)? else { return Ok(false) };
    if as_svg {
        let path = record.with_extension("svg");
        fs::write(&path, svg(name, &runs))
            .context(format_args!("cannot write {}", shown(&path)))?;
        print(&format!("The picture, for a browser: {}\n", path.display()));
    } else {
        print(&terminal(&runs));
    }
    say(&format!("The record: {}", record.display()));
    Ok(true)
}
