//! `just bench`: measures, shows the tables, and writes them to `docs/speed.md`.

mod class;
mod cost;
mod page;
mod samples;
mod table;

use std::env;
use std::process::ExitCode;

use classroom::output::{print, say};
use cost::Size;
use table::Table;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        [] => bench(),
        ["--quick"] => quick(),
        _ => {
            say(&format!(
                "bench: cannot do '{}'; it takes --quick or nothing",
                arguments.join(" ")
            ));
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say(&format!("bench: {message}"));
            ExitCode::FAILURE
        }
    }
}

fn bench() -> Result<(), String> {
    samples::build()?;
    let cost = cost::tables(Size::FULL)?;
    print(&format!("\n{}\n", markdown(&cost))); // whatever comes of the rest
    let class = class::tables()?;
    let circumstances = page::circumstances()?;
    let verdict = page::verdict(&[cost.clone(), class.clone()].concat());
    let tables = format!(
        "{circumstances} {verdict}\n\n## What a callback costs\n\n{}\n## How long a class waits\n\n{}",
        markdown(&cost),
        markdown(&class)
    );
    print(&format!("{}\n{circumstances} {verdict}\n", markdown(&class)));
    page::write(&tables)
}

/// Fewer and smaller samples of what a callback costs, and nothing is written.
fn quick() -> Result<(), String> {
    samples::build()?;
    let cost = cost::tables(Size::QUICK)?;
    print(&format!(
        "\n{} {}\n\n{}\n",
        page::circumstances()?,
        page::verdict(&cost),
        markdown(&cost)
    ));
    say(
        "These are small samples. `just bench` takes larger ones, also of how long a class waits, and keeps them.",
    );
    Ok(())
}

fn markdown(tables: &[Table]) -> String {
    tables.iter().map(Table::markdown).collect::<Vec<_>>().join("\n")
}
