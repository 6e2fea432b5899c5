//! What a program did, as a text that can be recorded and compared.
//!
//! The program's lines stand as they are. A line that begins with `! ` says what rustc warned about, what
//! went to stderr, or how the program ended. A recorded line that begins with `? ` depends on chance.

use std::path::Path;

use classroom::programs::{Program, read, shown};
use classroom::python::Python;
use classroom::{Error, Result};

use crate::compare::unified;
use crate::header::Header;
use crate::process::Output;

/// The tutorial's messages, which stages 2 and 3 print.
const STAGE: &str = "\
Main is starting...
Work is starting...
Work is done
More work is starting...
More work is done
Main Done.
";

/// An error or a warning of rustc.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// `E0728`.
    pub code: Option<String>,
    /// What follows the code.
    pub message: String,
    /// All of it, as rustc shows it.
    pub text: String,
}

/// What a program did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    lines: Vec<String>,
    /// rustc's message, if rustc refuses the program and the message should be compared as well.
    pub message: String,
}

/// How an outcome compares with that of the right program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// rustc refuses it.
    Refused,
    /// It panics, and may hang then.
    Panics,
    /// It hangs.
    Hangs,
    /// It exits, but prints something else.
    Differs,
    /// It does the same.
    Same,
}

/// What the marks mean, for a text that has them.
pub const MARKS: &str =
    "(`!` marks how the program ended, or stderr; `?` marks a line that may vary.)";
const WARNS: &str = "! rustc warns: ";
const REFUSES: &str = "! rustc refuses it with ";
const PANICS: &str = "! panics: ";
const HANGS: &str = "! hangs";
const EXITS: &str = "! exit code ";

impl Outcome {
    /// What a Rust program did, and what rustc warned about.
    pub fn of_rust(warnings: &[Diagnostic], output: &Output) -> Outcome {
        let warned = warnings.iter().map(|warning| format!("{WARNS}{}", warning.message));
        let (printed, complaints) = sift(&output.stdout);
        let (others, more) = sift(&output.stderr);
        let others = others.iter().map(|line| format!("! on stderr: {line}"));
        let lines = warned.chain(printed).chain(complaints).chain(more).chain(others);
        Outcome::of_lines(lines).ended(output)
    }

    /// Whether rustc refuses it, or it panics, hangs, or exits with a code other than 0.
    pub fn failed(&self) -> bool {
        let failures = [REFUSES, PANICS, HANGS, EXITS];
        self.lines.iter().any(|line| failures.iter().any(|it| line.starts_with(it)))
    }

    /// The outcome of a Rust program that rustc refused with this text, in which each error begins with a line such as
    /// `error[E0728]: …`.
    pub fn of_message(text: &str) -> Outcome {
        let errors = text.lines().filter_map(|line| line.strip_prefix("error"));
        let lines = errors.map(|line| {
            let (code, message) = line.split_once(": ").unwrap_or_default();
            let code = code.strip_prefix('[').and_then(|code| code.strip_suffix(']'));
            format!("{REFUSES}{}: {message}", code.unwrap_or("an error"))
        });
        Outcome { message: text.to_string(), ..Outcome::of_lines(lines) }
    }

    /// What a Python program did. Of a traceback only the exception is kept.
    pub fn of_python(output: &Output) -> Outcome {
        let printed = output.stdout.lines().map(ToString::to_string);
        let exceptions = output.stderr.lines().filter_map(python_exception);
        let exceptions = exceptions.map(|exception| format!("! {exception}"));
        Outcome::of_lines(printed.chain(exceptions)).ended(output)
    }

    fn of_lines(lines: impl Iterator<Item = String>) -> Outcome {
        Outcome { lines: lines.collect(), message: String::new() }
    }

    fn ended(mut self, output: &Output) -> Outcome {
        if output.stopped {
            self.lines.push(HANGS.to_string());
        } else if !output.status.success() {
            let code = output.status.code().map_or("none".to_string(), |code| code.to_string());
            self.lines.push(format!("{EXITS}{code}"));
        }
        self
    }

    /// A recorded one: rustc's message, or what a program did.
    pub fn recorded(file: &Path) -> Result<Outcome> {
        let advice =
            |error| Error::new(format!("{error}; or record it: just compile-fail --record"));
        let text = read(file).map_err(advice)?;
        let is_message = file.extension().is_some_and(|extension| extension == "stderr");
        Ok(if is_message { Outcome::of_message(&text) } else { Outcome::from_text(&text) })
    }

    /// What a stage or an example should do: its header says so, or else it prints the tutorial's messages.
    pub fn expected(program: &Program) -> Result<Outcome> {
        if program.is_refused() {
            return Outcome::recorded(&program.source.with_extension("stderr"));
        }
        let output = Header::of_program(&read(&program.source)?).output();
        let stage = program.name.starts_with("stage").then(|| STAGE.to_string());
        let missing = format!("{} does not say what it prints", shown(&program.source));
        let output = output.or(stage).ok_or_else(|| Error::new(missing))?;
        Ok(Outcome::from_text(&output))
    }

    /// One that is written down.
    pub fn from_text(text: &str) -> Outcome {
        Outcome::of_lines(text.lines().map(ToString::to_string))
    }

    /// The text to record.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// Whether the other outcome is as recorded in this one.
    pub fn allows(&self, other: &Outcome) -> bool {
        self.lines_for(other) == other.lines
    }

    /// The recorded lines. Of those that depend on chance, only those that the other outcome has in the same place.
    fn lines_for(&self, other: &Outcome) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for line in &self.lines {
            match line.strip_prefix("? ") {
                None => lines.push(line.clone()),
                Some(line) if other.lines.get(lines.len()).is_some_and(|it| it == line) => {
                    lines.push(line.to_string());
                }
                Some(_) => {}
            }
        }
        lines
    }

    /// How another outcome differs from this recorded one. Unless they are compared in full, the texts of
    /// errors, warnings, panics and exceptions may differ, as they do from version to version.
    pub fn difference(&self, other: &Outcome, in_full: bool) -> Option<String> {
        let allowed = if in_full {
            self.allows(other)
        } else {
            self.without_messages().allows(&other.without_messages())
        };
        if !allowed {
            let recorded = Outcome::of_lines(self.lines_for(other).into_iter());
            let diff = unified(&recorded.text(), &other.text());
            return Some(format!("{diff}(`!` marks how the program ended, or stderr.)"));
        }
        let (recorded, now) = (comparable(&self.message), comparable(&other.message));
        let differs = in_full && !recorded.is_empty() && recorded != now;
        differs.then(|| format!("rustc's text has changed.\n{}", unified(&recorded, &now)))
    }

    fn without_messages(&self) -> Outcome {
        let kind = |line: &String| match line.split_once(": ") {
            Some((kind, _)) if line.starts_with("! ") => kind.to_string(),
            _ => line.clone(),
        };
        Outcome::of_lines(self.lines.iter().map(kind))
    }

    /// The first error's code, if rustc refuses it: `E0728`.
    pub fn refused(&self) -> Option<&str> {
        let mut errors = self.lines.iter().filter_map(|line| line.strip_prefix(REFUSES));
        errors.next()?.split_once(": ").map(|it| it.0)
    }

    /// Whether rustc warns.
    pub fn warns(&self) -> bool {
        self.lines.iter().any(|line| line.starts_with(WARNS))
    }

    fn hangs(&self) -> bool {
        self.lines.iter().any(|line| line == HANGS)
    }

    /// The first of Python's exceptions and warnings: `RuntimeError`.
    pub fn exception(&self) -> Option<&str> {
        self.lines.iter().find_map(|line| line.strip_prefix("! ")?.split_once(": ").map(|it| it.0))
    }

    /// How it compares with the outcome of the right program, apart from rustc's warnings.
    pub fn verdict(&self, right: &Outcome) -> Verdict {
        let lines = self.lines.iter().filter(|line| !line.starts_with(WARNS));
        if self.refused().is_some() {
            Verdict::Refused
        } else if self.lines.iter().any(|line| line.starts_with(PANICS)) {
            Verdict::Panics
        } else if self.hangs() {
            Verdict::Hangs
        } else if right.allows(&Outcome::of_lines(lines.cloned())) {
            Verdict::Same
        } else {
            Verdict::Differs
        }
    }

    /// The verdict in a sentence.
    pub fn explained(&self, right: &Outcome) -> String {
        let is_certain = |line: &&String| !line.starts_with("! ") && !line.starts_with("? ");
        let printed = self.lines.iter().filter(is_certain);
        let missing =
            right.lines.iter().filter(is_certain).filter(|line| !self.lines.contains(line));
        let by_chance = |line: &&&String| self.lines.contains(&format!("? {line}"));
        let quoted = |lines: Vec<&String>| {
            lines.iter().map(|line| format!("\"{line}\"")).collect::<Vec<_>>().join(", ")
        };
        let (perhaps, never): (Vec<_>, Vec<_>) = missing.partition(|line| by_chance(&line));
        match self.verdict(right) {
            Verdict::Refused => match self.refused() {
                Some(code) if code.starts_with('E') => format!("rustc refuses it with {code}."),
                _ => "rustc refuses it.".to_string(),
            },
            Verdict::Panics if self.hangs() => "A task panics, and the program hangs.".to_string(),
            Verdict::Panics => "It panics.".to_string(),
            Verdict::Hangs => "It hangs.".to_string(),
            Verdict::Same => "It prints the usual lines in the usual order.".to_string(),
            Verdict::Differs if right.refused().is_some() => {
                format!("It compiles and prints {}.", quoted(printed.collect()))
            }
            Verdict::Differs if !never.is_empty() => {
                format!("It exits without printing {}.", quoted(never))
            }
            Verdict::Differs if !perhaps.is_empty() => {
                format!("It exits, and prints {} only by chance.", quoted(perhaps))
            }
            Verdict::Differs => {
                "It prints the usual lines, but in another order, or more.".to_string()
            }
        }
    }
}

/// rustc's text without what a change elsewhere, or trybuild, makes different: the number before a line, the
/// folders of files, and the places in crates/asyncio.
fn comparable(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| {
        let line = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).trim();
        let Some(path) = line.strip_prefix("--> ") else { return format!("{line}\n") };
        let path = path.replace('\\', "/");
        let place = path.rsplit('/').next().unwrap_or_default();
        let file = place.split(':').next().unwrap_or_default();
        format!("--> {}\n", if path.contains("crates/asyncio/") { file } else { place })
    });
    lines.collect()
}

/// The lines that a Rust program prints, and its panics, without the parts that differ between machines.
fn sift(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut printed, mut complaints) = (Vec::new(), Vec::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.contains(" panicked at ") {
            complaints.push(format!("{PANICS}{}", lines.next().unwrap_or_default()));
        } else if line.starts_with("asyncio: ") {
            complaints.push(format!("! {line}"));
        } else if !line.is_empty() && !line.starts_with("note: run with `RUST_BACKTRACE=1`") {
            printed.push(line.to_string());
        }
    }
    (printed, complaints)
}

/// The exception or warning that a line names, without the file before it and the object after it:
/// `RuntimeError: no running event loop`.
fn python_exception(line: &str) -> Option<&str> {
    let kind = line.split(' ').find(|word| {
        let name = word.strip_suffix(':').unwrap_or_default();
        name.ends_with("Error") || name.ends_with("Warning")
    })?;
    let from = line.find(kind)?;
    // The rest depends on this Python, or on this run.
    let is_advice = line.contains("Enable tracemalloc");
    let text = line[from..].split(": <").next()?;
    (!is_advice).then_some(text)
}

/// Whether this Python and that version have the same first two numbers. Others may word their messages differently.
pub fn is_like(python: &Python, version: &str) -> bool {
    let minor = |version: &str| version.rsplit_once('.').map(|(minor, _)| minor.to_string());
    minor(&python.version) == minor(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_optional_line_may_be_missing() {
        let outcome = Outcome::from_text;
        let recorded = outcome("one\n? two\nthree\n! hangs");
        assert!(recorded.allows(&outcome("one\ntwo\nthree\n! hangs")));
        assert!(recorded.allows(&outcome("one\nthree\n! hangs")));
        for other in ["one\ntwo\n! hangs", "one\nthree", "one\nthree\n! hangs\nmore", ""] {
            assert!(!recorded.allows(&outcome(other)), "{other}");
        }
    }

    #[test]
    fn an_optional_line_is_no_difference() {
        let recorded = Outcome::from_text("one\n? two\nthree\nfour\n? two");
        for now in ["one\ntwo\n3\nfour", "one\n3\nfour\ntwo", "one\n3\nfour"] {
            let diff = recorded.difference(&Outcome::from_text(now), true).unwrap();
            let mut lines = diff.lines().skip_while(|line| !line.starts_with("@@"));
            let marked = lines.by_ref().filter(|line| line.starts_with(['-', '+']));
            assert_eq!(marked.collect::<Vec<_>>(), ["-three", "+3"], "{diff}");
        }
    }

    #[test]
    fn each_error_of_a_message_counts() {
        let message = "error[E0277]: one\n --> a.rs:1:2\n\nerror: two\n --> a.rs:3:4\n";
        let lines = "! rustc refuses it with E0277: one\n! rustc refuses it with an error: two\n";
        assert_eq!(Outcome::of_message(message).text(), lines);
    }

    #[test]
    fn another_compiler_may_word_a_refusal_differently() {
        let outcome = |code| Outcome::of_message(&format!("error[{code}"));
        let recorded = outcome("E0271]: expected `()`\n --> a.rs:1:2\n");
        let (reworded, other) =
            (outcome("E0271]: type mismatch"), outcome("E0277]: expected `()`"));
        assert!(recorded.difference(&reworded, true).is_some());
        assert_eq!(recorded.difference(&reworded, false), None);
        assert!(recorded.difference(&other, false).is_some());
    }

    #[test]
    fn a_sentence_says_what_happened() {
        let explained =
            |did: &str, right: &str| Outcome::from_text(did).explained(&Outcome::from_text(right));
        let (usual, other) = (
            "It prints the usual lines in the usual order.",
            "It prints the usual lines, but in another order, or more.",
        );
        let refused = "! rustc refuses it with E0728: bad";
        for (did, sentence) in [
            ("one\ntwo", usual),
            ("! rustc warns: bad\none\ntwo", usual),
            ("two\none", other),
            ("one\ntwo\n! exit code 1", other),
            ("one", "It exits without printing \"two\"."),
            ("? one", "It exits without printing \"two\"."),
            ("one\n? two", "It exits, and prints \"two\" only by chance."),
            ("one\n! hangs", "It hangs."),
            ("! panics: bad\n! hangs", "A task panics, and the program hangs."),
            ("one\n! panics: bad\n! exit code 101", "It panics."),
            (refused, "rustc refuses it with E0728."),
            ("! rustc refuses it with an error: bad", "rustc refuses it."),
        ] {
            assert_eq!(explained(did, "one\ntwo"), sentence);
        }
        assert_eq!(explained("one", refused), "It compiles and prints \"one\".");
    }

    #[test]
    fn a_message_is_the_same_with_any_line_number_elsewhere() {
        let now = "error[E0283]: type annotations needed
  --> examples/mistakes/refused-by-rustc/self-spawn/mistake.rs:22:30
22 |         asyncio::create_task(work(left - 1));
note: required by a bound in `create_task`
   --> crates/asyncio/src/current.rs:165:73
165 | pub fn create_task<T>
";
        let recorded = now
            .replace("examples/mistakes/refused-by-rustc/self-spawn/", "src/")
            .replace(
                "crates/asyncio/src/current.rs:165:73",
                "$WORKSPACE/crates/asyncio/src/current.rs",
            )
            .replace("165 |", "    |");
        let recorded = Outcome::of_message(&recorded);
        let difference = |now: &str| recorded.difference(&Outcome::of_message(now), true);
        assert_eq!(difference(now), None);
        for (old, new) in
            [(":22:30", ":23:30"), ("current.rs", "task.rs"), ("a bound", "the bound")]
        {
            assert!(difference(&now.replace(old, new)).is_some());
        }
    }
}
