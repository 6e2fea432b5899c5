//! What catches a mistake: tables for two pages, made of what was recorded.

use std::path::PathBuf;

use classroom::programs::{Runtime, read, root, shown};
use classroom::{Error, Result};

use crate::mistake::Mistake;
use crate::outcome::{Outcome, Verdict};
use crate::run::{PAGES, python_record, recorded_rustc};

const BEGIN: &str = "<!-- made by: just compile-fail --record -->\n";
const END: &str = "<!-- end -->\n";

/// What a program with a mistake does, compared with its repair.
fn words(outcome: &Outcome, repaired: &Outcome) -> String {
    let does = match outcome.verdict(repaired) {
        Verdict::Refused => {
            let code = outcome.refused().filter(|code| code.starts_with('E'));
            code.unwrap_or("refused")
        }
        Verdict::Panics => "panics",
        Verdict::Hangs => "hangs",
        Verdict::Differs => "wrong output",
        Verdict::Same => "does no harm",
    };
    if outcome.warns() { format!("warns; {does}") } else { does.to_string() }
}

fn row(mistake: &Mistake) -> Result<String> {
    let repaired = mistake.repairs()?[0].recorded()?;
    let python = Outcome::recorded(&python_record(&mistake.python()))?;
    let python = python.exception().map_or(words(&python, &repaired), str::to_string);
    let (name, file) = (&mistake.name, shown(&mistake.mistake.file(Some(Runtime::Tokio))));
    // rustc refuses it with the same error on all runtimes.
    let programs = if mistake.refused { 1 } else { Runtime::ALL.len() };
    let mut cells = String::new();
    for case in mistake.cases()?.iter().take(programs) {
        cells += &format!(" {} |", words(&case.recorded()?, &repaired));
    }
    Ok(format!("| [`{name}`](../{file}) | {python} |{cells}\n"))
}

/// Each page that has a table: its file, its text as it is, and as it should be.
pub fn pages(python: &str) -> Result<Vec<(PathBuf, String, String)>> {
    let (mistakes, rustc) = (Mistake::all()?, recorded_rustc()?);
    let versions = format!("Recorded with rustc {rustc} and CPython {python}.\n");
    let one = |(page, is_refused, columns): (&str, bool, &[&str])| {
        let file = root()?.join(page);
        let old = read(&file)?;
        let head = format!("| {} |\n{}|\n", columns.join(" | "), "| --- ".repeat(columns.len()));
        let rows = mistakes.iter().filter(|it| it.refused == is_refused).map(row);
        let rows = rows.collect::<Result<String>>()?;
        let missing = |line: &str| Error::new(format!("{page} must have the line {line}"));
        let (before, rest) = old.split_once(BEGIN).ok_or_else(|| missing(BEGIN))?;
        let (_, after) = rest.split_once(END).ok_or_else(|| missing(END))?;
        let new = format!("{before}{BEGIN}\n{head}{rows}\n{versions}\n{END}{after}");
        Ok((file, old, new))
    };
    PAGES.into_iter().map(one).collect()
}
