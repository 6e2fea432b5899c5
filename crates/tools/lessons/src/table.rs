//! What catches a mistake: a table for the docs, and a line for the terminal. Made of what was recorded.

use classroom::programs::{Runtime, read, root, shown};
use classroom::{Error, Result};

use crate::mistake::Mistake;
use crate::outcome::{Outcome, Verdict};
use crate::run::{PAGE, python_record, recorded_rustc};

const BEGIN: &str = "<!-- made by: just compile-fail --record -->\n";
const END: &str = "<!-- end -->\n";

/// What is said of a mistake where it does no harm.
pub const NO_HARM: &str = "does no harm";

/// What the columns `rustc`, `running` and `nobody` say of a program with a mistake.
fn rust<'a>(outcome: &'a Outcome, repaired: &Outcome) -> [&'a str; 3] {
    match outcome.verdict(repaired) {
        Verdict::Refused => {
            let code = outcome.refused().filter(|code| code.starts_with('E'));
            [code.unwrap_or("refused"), "", ""]
        }
        Verdict::Panics if outcome.warns() => ["warns", "panics", ""],
        Verdict::Panics => ["", "panics", ""],
        // A reader who is warned is not alone with it.
        _ if outcome.warns() => ["warns", "", ""],
        Verdict::Same => ["", NO_HARM, ""],
        Verdict::Hangs => ["", "", "hangs"],
        Verdict::Differs => ["", "", "wrong output"],
    }
}

/// What the columns `compiling`, `running` and `nobody` say of a mistake in Python.
fn python<'a>(outcome: &'a Outcome, repaired: &Outcome) -> [&'a str; 3] {
    match (outcome.exception(), outcome.verdict(repaired)) {
        (Some(exception @ "SyntaxError"), _) => [exception, "", ""],
        (Some(exception), _) => ["", exception, ""],
        (None, Verdict::Same) => ["", NO_HARM, ""],
        (None, Verdict::Hangs) => ["", "", "Python: hangs"],
        (None, _) => ["", "", "Python: wrong output"],
    }
}

/// What it says on each runtime, or once if it is the same on all.
fn merge(on_each: &[(Option<Runtime>, String)]) -> String {
    let mut texts: Vec<(&str, Vec<&str>)> = Vec::new();
    for (runtime, text) in on_each {
        let runtime = runtime.map_or("", Runtime::name);
        match texts.iter_mut().find(|(other, _)| other == text) {
            Some((_, runtimes)) => runtimes.push(runtime),
            None => texts.push((text, vec![runtime])),
        }
    }
    if let [(text, _)] = texts[..] {
        return text.to_string();
    }
    texts.retain(|(text, _)| !text.is_empty());
    let texts = texts.iter().map(|(text, runtimes)| format!("{text} ({})", runtimes.join(", ")));
    texts.collect::<Vec<_>>().join(", ")
}

fn rust_on_all(mistake: &Mistake, repaired: &Outcome) -> Result<[String; 3]> {
    let mut columns = [const { Vec::new() }; 3];
    for case in mistake.cases()? {
        for (column, text) in columns.iter_mut().zip(rust(&case.recorded()?, repaired)) {
            column.push((case.runtime, text.to_string()));
        }
    }
    Ok(columns.map(|column| merge(&column)))
}

/// What a mistake does in Rust, in a few words: [`NO_HARM`], if it does none on any runtime.
pub fn in_a_line(mistake: &Mistake) -> Result<String> {
    let mut columns = rust_on_all(mistake, &mistake.repairs()?[0].recorded()?)?.to_vec();
    columns.retain(|text| !text.is_empty());
    Ok(columns.join(", "))
}

fn row(mistake: &Mistake) -> Result<String> {
    let repaired = mistake.repairs()?[0].recorded()?;
    let [rustc, running, nobody] = rust_on_all(mistake, &repaired)?;
    let recorded = Outcome::recorded(&python_record(&mistake.python()))?;
    let [compiling, when_run, python] = python(&recorded, &repaired);
    let rust = if nobody.is_empty() { nobody } else { format!("Rust: {nobody}") };
    let and = if python.is_empty() || rust.is_empty() { "" } else { "; " };
    let (name, file) = (&mistake.name, shown(&mistake.mistake.file(Some(Runtime::Tokio))));
    Ok(format!(
        "| [`{name}`](../{file}) | {compiling} | {when_run} | {rustc} | {running} | {python}{and}{rust} |\n"
    ))
}

/// The page as it is, and as it should be.
pub fn page(python: &str) -> Result<(String, String)> {
    let columns = "| mistake | CPython compiling | CPython running | rustc | the Rust program running | nobody |\n";
    let line = "| --- | --- | --- | --- | --- | --- |\n";
    let rows = Mistake::all()?.iter().map(row).collect::<Result<String>>()?;
    let rustc = recorded_rustc()?;
    let versions = format!("Recorded with rustc {rustc} and CPython {python}.\n");
    let page = read(&root()?.join(PAGE))?;
    let missing = |line: &str| Error::new(format!("{PAGE} must have the line {line}"));
    let (before, rest) = page.split_once(BEGIN).ok_or_else(|| missing(BEGIN))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| missing(END))?;
    let new = format!("{before}{BEGIN}\n{columns}{line}{rows}\n{versions}\n{END}{after}");
    Ok((page, new))
}
