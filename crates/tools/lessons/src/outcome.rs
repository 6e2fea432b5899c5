//! What a program did, as a text that can be recorded and compared.
//!
//! A line that the program prints stands as it is. A line that begins with `! ` says what rustc warned of,
//! what went to stderr, or how the program ended. A recorded line that begins with `? ` depends on chance.

use std::path::Path;

use classroom::Result;
use classroom::programs::read;

use crate::process::Output;

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
}

/// What the marks mean, to be shown below a text that has them.
pub const MARKS: &str =
    "(`!` marks how it ended or what went to stderr; `?` a line that depends on chance.)";

const WARNS: &str = "! rustc warns: ";
const REFUSES: &str = "! rustc refuses it with ";
const PANICS: &str = "! panics: ";
const HANGS: &str = "! hangs";

impl Outcome {
    /// What a Rust program did, after rustc had warned of this.
    #[must_use]
    pub fn of_rust(warnings: &[Diagnostic], output: &Output) -> Outcome {
        let warned = warnings.iter().map(|warning| format!("{WARNS}{}", warning.message));
        let mut lines: Vec<_> = warned.collect();
        let (printed, mut complaints) = sift(&output.stdout);
        let (others, more) = sift(&output.stderr);
        complaints.extend(more);
        complaints.extend(others.iter().map(|line| format!("! on stderr: {line}")));
        lines.extend(printed.into_iter().chain(complaints));
        Outcome { lines }.ended(output)
    }

    /// What became of a Rust program that rustc refused with these errors.
    #[must_use]
    pub fn of_refused(errors: &[Diagnostic]) -> Outcome {
        let lines = errors.iter().map(|Diagnostic { code, message, .. }| {
            format!("{REFUSES}{}: {message}", code.as_deref().unwrap_or("an error"))
        });
        Outcome { lines: lines.collect() }
    }

    /// The same, from the recorded text of the only error: `error[E0728]: …`.
    #[must_use]
    pub fn of_message(text: &str) -> Outcome {
        let line = text.lines().next().unwrap_or_default().trim_start_matches("error");
        let (code, message) = line.split_once(": ").unwrap_or_default();
        let code = code.strip_prefix('[').and_then(|code| code.strip_suffix(']'));
        Outcome { lines: vec![format!("{REFUSES}{}: {message}", code.unwrap_or("an error"))] }
    }

    /// What a Python program did. Of a traceback only the exception is kept.
    #[must_use]
    pub fn of_python(output: &Output) -> Outcome {
        let printed = output.stdout.lines().map(ToString::to_string);
        let exceptions = output.stderr.lines().filter_map(python_exception);
        let exceptions = exceptions.map(|exception| format!("! {exception}"));
        Outcome { lines: printed.chain(exceptions).collect() }.ended(output)
    }

    fn ended(mut self, output: &Output) -> Outcome {
        if output.stopped {
            self.lines.push(HANGS.to_string());
        } else if !output.status.success() {
            let code = output.status.code().map_or("none".to_string(), |code| code.to_string());
            self.lines.push(format!("! exit code {code}"));
        }
        self
    }

    /// A recorded one.
    pub fn recorded(file: &Path) -> Result<Outcome> {
        Ok(Outcome::from_text(&read(file)?))
    }

    /// One that is written down.
    #[must_use]
    pub fn from_text(text: &str) -> Outcome {
        Outcome { lines: text.lines().map(ToString::to_string).collect() }
    }

    /// The text to record.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// Whether this, which was recorded, is what the other one is.
    #[must_use]
    pub fn allows(&self, other: &Outcome) -> bool {
        let mut others = other.lines.iter().peekable();
        for line in &self.lines {
            let (line, may_be_missing) = match line.strip_prefix("? ") {
                Some(line) => (line, true),
                None => (line.as_str(), false),
            };
            if others.next_if(|other| *other == line).is_none() && !may_be_missing {
                return false;
            }
        }
        others.next().is_none()
    }

    /// The same without what rustc warned of.
    #[must_use]
    pub fn when_run(&self) -> Outcome {
        let lines = self.lines.iter().filter(|line| !line.starts_with(WARNS));
        Outcome { lines: lines.cloned().collect() }
    }

    /// The same without the texts of warnings, panics and exceptions, which differ from version to version.
    #[must_use]
    pub fn without_messages(&self) -> Outcome {
        let kind = |line: &String| match line.split_once(": ") {
            Some((kind, _)) if line.starts_with("! ") => kind.to_string(),
            _ => line.clone(),
        };
        Outcome { lines: self.lines.iter().map(kind).collect() }
    }

    /// The lines that it prints for certain.
    #[must_use]
    pub fn prints(&self) -> Vec<&str> {
        let lines = self.lines.iter().map(String::as_str);
        lines.filter(|line| !line.starts_with("! ") && !line.starts_with("? ")).collect()
    }

    /// The lines that it prints by chance.
    #[must_use]
    pub fn prints_perhaps(&self) -> Vec<&str> {
        let lines = self.lines.iter().filter_map(|line| line.strip_prefix("? "));
        lines.filter(|line| !line.starts_with("! ")).collect()
    }

    /// The first error's code, if rustc refuses it: `E0728`.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        let mut errors = self.lines.iter().filter_map(|line| line.strip_prefix(REFUSES));
        errors.next()?.split_once(": ").map(|it| it.0)
    }

    /// Whether rustc warns.
    #[must_use]
    pub fn warns(&self) -> bool {
        self.lines.iter().any(|line| line.starts_with(WARNS))
    }

    /// Whether it never ends.
    #[must_use]
    pub fn hangs(&self) -> bool {
        self.lines.iter().any(|line| line == HANGS)
    }

    /// The messages of its panics.
    pub fn panics(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(|line| line.strip_prefix(PANICS))
    }

    /// The first of Python's exceptions and warnings: `RuntimeError`.
    #[must_use]
    pub fn exception(&self) -> Option<&str> {
        self.lines.iter().find_map(|line| line.strip_prefix("! ")?.split_once(": ").map(|it| it.0))
    }
}

/// The lines that a Rust program prints, and its panics, without what differs from machine to machine.
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
    // The rest of it is about this Python, or this run.
    let is_advice = line.contains("Enable tracemalloc");
    let text = line[from..].split(": <").next()?;
    (!is_advice).then_some(text)
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
    fn a_refusal_is_known_by_its_code() {
        let outcome = Outcome::of_message("error[E0271]: expected `()`\n --> a.rs:1:2\n");
        assert_eq!(outcome.text(), "! rustc refuses it with E0271: expected `()`\n");
        assert_eq!(outcome.refused(), Some("E0271"));
        assert_eq!(Outcome::of_message("error: no code\n").refused(), Some("an error"));
        // Another compiler may word it differently, but it must be the same error.
        let reworded = Outcome::of_message("error[E0271]: type mismatch");
        let other = Outcome::of_message("error[E0277]: expected `()`");
        let kind = outcome.without_messages();
        assert!(kind.allows(&reworded.without_messages()));
        assert!(!kind.allows(&other.without_messages()));
    }

    #[test]
    fn what_is_printed_and_what_is_complained_of_come_apart() {
        let mixed = "one\n\nthread 'main' (7) panicked at a.rs:3:4:\nbad luck\n\
                     note: run with `RUST_BACKTRACE=1` environment variable\ntwo\n";
        assert_eq!(sift(mixed).0, ["one", "two"]);
        assert_eq!(sift(mixed).1, ["! panics: bad luck"]);
    }

    #[test]
    fn an_exception_has_no_path_and_no_object() {
        for (line, expected) in [
            (
                "/usr/lib/a.py:80: RuntimeWarning: coroutine 'callback' was never awaited",
                Some("RuntimeWarning: coroutine 'callback' was never awaited"),
            ),
            ("RuntimeWarning: Enable tracemalloc to get the object allocation traceback", None),
            ("  File \"a.py\", line 1", None),
            (
                "SyntaxError: 'await' outside async function",
                Some("SyntaxError: 'await' outside async function"),
            ),
            (
                "RuntimeError: Task cannot await on itself: <Task pending>",
                Some("RuntimeError: Task cannot await on itself"),
            ),
        ] {
            assert_eq!(python_exception(line), expected);
        }
    }
}
