//! Runs a program, and draws what happens in it, or shows it step by step.
//!
//!     just timeline stage2-tokio          draws a program's run in the terminal
//!     just timeline stage2                draws the three runtimes' runs, one below the other
//!     just timeline stage2-tokio --svg    makes a picture of it
//!     just step stage2-tokio              shows a step for each Enter
//!     just step --record                  for maintainers: records the kept runs again

use std::env;
use std::fs;
use std::io::{self, IsTerminal};
use std::mem;
use std::process::ExitCode;

use classroom::programs::shown;
use classroom::{Context, Error, Result, exit_code, print, say};
use timeline::record::{KEPT, find, kept, record, record_all};
use timeline::steps::{self, moments};
use timeline::{svg, terminal};

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (flags, names): (Vec<_>, Vec<_>) = words[1..].iter().partition(|it| it.starts_with('-'));
    let name = names.join("-"); // `stage2 no-remove smol` is a program, too
    let done = match (words[0], &flags[..]) {
        ("step", ["--record"]) if name.is_empty() => record_all(),
        ("step", []) if !name.is_empty() => step(&name),
        ("timeline", [] | ["--svg"]) if !name.is_empty() => draw(&name, !flags.is_empty()),
        (command, _) => {
            let more = if command == "step" { "" } else { ", and perhaps --svg" };
            Err(Error::new(format!("it takes the name of a program, such as stage2-tokio{more}")))
        }
    };
    exit_code(words[0], done)
}

/// False if a program does not compile.
fn draw(name: &str, as_svg: bool) -> Result<bool> {
    let Some((runs, record)) = record(name)? else { return Ok(false) };
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

/// Shows the kept run of a program, or one that is recorded now if the program has changed.
fn step(name: &str) -> Result<bool> {
    let cases = find(name)?;
    if cases.len() > 1 {
        return Err(Error::new(format!("which runtime? just step {name}-tokio")));
    }
    let mut runs: Vec<_> = KEPT.iter().flat_map(|topic| kept(topic)).flatten().collect();
    runs.retain(|run| run.name == cases[0].name && run.text == cases[0].text);
    if runs.is_empty() {
        let Some(recorded) = record(name)? else { return Ok(false) };
        runs = recorded.0;
    }
    let waits = io::stdin().is_terminal() && io::stdout().is_terminal();
    let how =
        if waits { "step by step: Enter shows the next one, Ctrl-C stops" } else { "step by step" };
    let (moments, mut text) = (moments(&runs[0]), format!("A recorded run of {name}, {how}.\n"));
    for number in 1..=moments.len() {
        let place = format!("{number} of {}", moments.len());
        text += &format!("\n{}", steps::text(&runs[0], &moments[..number], &place));
        print(&mem::take(&mut text));
        // Ctrl-D ends it.
        if waits && !io::stdin().read_line(&mut String::new()).is_ok_and(|length| length > 0) {
            break;
        }
    }
    Ok(true)
}
