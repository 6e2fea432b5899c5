//! What a program did, as a text that can be recorded and compared.
//!
//! A line that the program prints stands as it is. Before and after these come lines that begin with
//! `! `: what rustc warned of, what went to stderr, how it ended. A recorded line that begins with
//! `? ` need not be there: it depends on chance.

use std::path::Path;

use crate::output::Output;
use crate::programs::read;

/// What a program did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    lines: Vec<String>,
}

const WARNS: &str = "! rustc warns: ";
const PANICS: &str = "! panics: ";
const HANGS: &str = "! hangs";

impl Outcome {
    /// What it did, if rustc had warned of this before.
    #[must_use]
    pub fn new(warnings: &[String], output: &Output) -> Outcome {
        let mut lines: Vec<_> = warnings.iter().map(|text| format!("{WARNS}{text}")).collect();
        lines.extend(output.stdout.lines().map(ToString::to_string));
        lines.extend(complaints(&output.stderr));
        if output.stopped {
            lines.push(HANGS.to_string());
        } else if !output.status.success() {
            let code = output.status.code().map_or("none".to_string(), |code| code.to_string());
            lines.push(format!("! exit code {code}"));
        }
        Outcome { lines }
    }

    /// A recorded one.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn recorded(file: &Path) -> Result<Outcome, String> {
        Ok(Outcome { lines: read(file)?.lines().map(ToString::to_string).collect() })
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

    /// Whether rustc warns.
    #[must_use]
    pub fn warns(&self) -> bool {
        self.lines.iter().any(|line| line.starts_with(WARNS))
    }

    /// Whether it does not come to an end.
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

/// What a Rust or Python program says on stderr, without the lines that differ from machine to machine.
fn complaints(stderr: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut lines = stderr.lines();
    while let Some(line) = lines.next() {
        if line.contains(" panicked at ") {
            complaints.push(format!("{PANICS}{}", lines.next().unwrap_or_default()));
        } else if line.starts_with("asyncio: ") {
            complaints.push(format!("! {line}"));
        } else if let Some(exception) = python_exception(line) {
            complaints.push(format!("! {exception}"));
        }
    }
    complaints
}

/// `RuntimeError: no running event loop`, and what stands behind `file.py:7: `.
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

    fn outcome(text: &str) -> Outcome {
        Outcome { lines: text.lines().map(ToString::to_string).collect() }
    }

    #[test]
    fn only_an_optional_line_may_be_missing() {
        let recorded = outcome("one\n? two\nthree\n! hangs");
        assert!(recorded.allows(&outcome("one\ntwo\nthree\n! hangs")));
        assert!(recorded.allows(&outcome("one\nthree\n! hangs")));
        for other in ["one\ntwo\n! hangs", "one\nthree", "one\nthree\n! hangs\nmore", ""] {
            assert!(!recorded.allows(&outcome(other)), "{other}");
        }
    }

    #[test]
    fn complaints_have_no_paths() {
        let stderr = "
thread 'main' (7) panicked at src/tokio.rs:3:4:
no running loop
note: run with `RUST_BACKTRACE=1`
asyncio: Task-2 was not asked
/usr/lib/a.py:80: RuntimeWarning: coroutine 'callback' was never awaited
RuntimeWarning: Enable tracemalloc to get the object allocation traceback
  File \"a.py\", line 1
SyntaxError: 'await' outside async function
RuntimeError: Task cannot await on itself: <Task pending>
";
        let expected = [
            "! panics: no running loop",
            "! asyncio: Task-2 was not asked",
            "! RuntimeWarning: coroutine 'callback' was never awaited",
            "! SyntaxError: 'await' outside async function",
            "! RuntimeError: Task cannot await on itself",
        ];
        assert_eq!(complaints(stderr), expected);
    }
}
