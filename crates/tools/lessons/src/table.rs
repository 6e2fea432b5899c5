//! Who catches a mistake: a table for the docs, and a line for the terminal. Made of what was recorded.

use classroom::programs::{Runtime, read, root, shown};
use classroom::{Error, Result};

use crate::build::write;
use crate::mistake::Mistake;
use crate::outcome::Outcome;
use crate::run::{Done, Versions, outcome_of, python_record};
use crate::text::Case;

const PAGE: &str = "docs/mistakes.md";
const BEGIN: &str = "<!-- made by: just compile-fail --record -->\n";
const END: &str = "<!-- end -->\n";

/// What is said of a mistake where it does no harm.
pub const NO_HARM: &str = "does no harm";

/// Who catches a mistake in Rust on one runtime.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Catchers {
    rustc: String,
    running: String,
    nobody: String,
}

impl Catchers {
    fn of(mistake: &Mistake, case: &Case, did: Option<&Outcome>) -> Result<Catchers> {
        let mut catchers = Catchers::default();
        let recorded = case.recorded()?;
        let outcome = did.unwrap_or(&recorded);
        if let Some(code) = outcome.refused() {
            catchers.rustc = code.replace("an error", "refused");
            return Ok(catchers);
        }
        let repaired = mistake.repairs()?[0].recorded()?;
        let panics = outcome.panics().next().is_some();
        if outcome.warns() {
            catchers.rustc = "warns".to_string();
        }
        if panics {
            catchers.running = "panics".to_string();
        }
        // A reader who is warned is not alone with it.
        if !panics && !outcome.warns() {
            if outcome.hangs() {
                catchers.nobody = "hangs".to_string();
            } else if !repaired.allows(&outcome.when_run()) {
                catchers.nobody = "wrong output".to_string();
            } else {
                catchers.running = NO_HARM.to_string();
            }
        }
        Ok(catchers)
    }
}

/// What it says on each runtime, or once if it is the same on all.
fn merge(on_each: &[(Option<Runtime>, String)]) -> String {
    if let Some((_, first)) = on_each.first()
        && on_each.iter().all(|(_, text)| text == first)
    {
        return first.clone();
    }
    let mut texts: Vec<(&str, Vec<&str>)> = Vec::new();
    for (runtime, text) in on_each.iter().filter(|(_, text)| !text.is_empty()) {
        let runtime = runtime.map_or("", Runtime::name);
        match texts.iter_mut().find(|(other, _)| other == text) {
            Some((_, runtimes)) => runtimes.push(runtime),
            None => texts.push((text, vec![runtime])),
        }
    }
    let texts = texts.iter().map(|(text, runtimes)| format!("{text} ({})", runtimes.join(", ")));
    texts.collect::<Vec<_>>().join(", ")
}

/// What a mistake does, in a few words: [`NO_HARM`], if it does none on any runtime.
pub fn in_a_line(mistake: &Mistake, done: &[Done]) -> Result<String> {
    let mut on_each = Vec::new();
    for case in mistake.cases()? {
        let outcome = outcome_of(done, &case.name);
        if outcome.is_some() {
            let Catchers { rustc, running, nobody } = Catchers::of(mistake, &case, outcome)?;
            let words: Vec<_> =
                [rustc, running, nobody].into_iter().filter(|it| !it.is_empty()).collect();
            on_each.push((case.runtime, words.join(", ")));
        }
    }
    Ok(merge(&on_each))
}

fn row(mistake: &Mistake) -> Result<String> {
    let mut catchers = Vec::new();
    for case in mistake.cases()? {
        catchers.push((case.runtime, Catchers::of(mistake, &case, None)?));
    }
    let on_each = |column: fn(&Catchers) -> &String| {
        let texts = catchers.iter().map(|(runtime, it)| (*runtime, column(it).clone()));
        merge(&texts.collect::<Vec<_>>())
    };
    let (rustc, running) = (on_each(|it| &it.rustc), on_each(|it| &it.running));
    let mut nobody = on_each(|it| &it.nobody);
    if !nobody.is_empty() {
        nobody = format!("Rust: {nobody}");
    }
    let python = Outcome::recorded(&python_record(&mistake.python()))?;
    let repaired = mistake.repairs()?[0].recorded()?;
    let (mut compiling, mut when_run) = ("", "");
    match python.exception() {
        Some("SyntaxError") => compiling = "SyntaxError",
        Some(exception) => when_run = exception,
        None if repaired.allows(&python) => when_run = NO_HARM,
        None => {
            let what = if python.hangs() { "hangs" } else { "wrong output" };
            let and = if nobody.is_empty() { "" } else { "; " };
            nobody = format!("Python: {what}{and}{nobody}");
        }
    }
    let name = &mistake.name;
    let file = shown(&mistake.mistake.file(Some(Runtime::Tokio)));
    Ok(format!(
        "| [`{name}`](../{file}) | {compiling} | {when_run} | {rustc} | {running} | {nobody} |\n"
    ))
}

fn table(mistakes: &[Mistake], versions: &Versions) -> Result<String> {
    let columns = "| mistake | CPython compiling | CPython running | rustc | the Rust program running | nobody |\n";
    let line = "| --- | --- | --- | --- | --- | --- |\n";
    let rows: Result<String> = mistakes.iter().map(row).collect();
    let (rustc, python) = (&versions.recorded_rustc, &versions.recorded_python);
    let versions = format!("Recorded with rustc {rustc} and CPython {python}.\n");
    Ok(format!("{columns}{line}{}\n{versions}", rows?))
}

/// The page with this table instead of its own.
fn page_with(table: &str) -> Result<(String, String)> {
    let page = read(&root()?.join(PAGE))?;
    let missing = |line: &str| Error::new(format!("{PAGE} must have the line {line}"));
    let (before, rest) = page.split_once(BEGIN).ok_or_else(|| missing(BEGIN))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| missing(END))?;
    let new = format!("{before}{BEGIN}\n{table}\n{END}{after}");
    Ok((page, new))
}

/// What is wrong with the table in the docs.
pub fn fault(mistakes: &[Mistake], versions: &Versions) -> Result<Option<String>> {
    let (page, new) = page_with(&table(mistakes, versions)?)?;
    let fault = format!("the table in {PAGE} is not what was recorded: just compile-fail --record");
    Ok((page != new).then_some(fault))
}

/// Writes the table.
pub fn record(mistakes: &[Mistake], versions: &Versions) -> Result<()> {
    let (_, new) = page_with(&table(mistakes, versions)?)?;
    write(&root()?.join(PAGE), &new)
}
