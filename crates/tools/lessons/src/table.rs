//! What catches each mistake: tables for two pages, made from the records.

use classroom::Result;
use classroom::programs::{Runtime, shown};

use crate::mistake::Mistake;
use crate::outcome::{Outcome, Verdict};
use crate::run::{python_record, recorded_python, recorded_rustc};

/// What a program with a mistake does, compared with its repair.
fn effect(outcome: &Outcome, repaired: &Outcome) -> String {
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
    let python = python.exception().map_or(effect(&python, &repaired), str::to_string);
    let (name, file) = (&mistake.name, shown(&mistake.mistake.file(Some(Runtime::Tokio))));
    // rustc refuses it with the same error on all runtimes.
    let programs = if mistake.refused { 1 } else { Runtime::ALL.len() };
    let mut cells = String::new();
    for case in mistake.cases()?.iter().take(programs) {
        cells += &format!(" {} |", effect(&case.recorded()?, &repaired));
    }
    Ok(format!("| [`{name}`](../{file}) | {python} |{cells}\n"))
}

/// The mistakes that rustc refuses, or those that go wrong when they run: what catches each.
pub fn table(refused: bool) -> Result<String> {
    let runtimes: &[&str] = if refused { &["rustc"] } else { &Runtime::ALL.map(Runtime::name) };
    let columns = [&["mistake", "CPython"], runtimes].concat();
    let head = format!("| {} |\n{}|\n", columns.join(" | "), "| --- ".repeat(columns.len()));
    let rows = Mistake::all()?.into_iter().filter(|it| it.refused == refused);
    let rows = rows.map(|mistake| row(&mistake)).collect::<Result<String>>()?;
    let (rustc, python) = (recorded_rustc()?, recorded_python()?);
    Ok(format!("{head}{rows}\nRecorded with rustc {rustc} and CPython {python}.\n"))
}
