//! Two programs beneath each other, with the lines marked in which they differ.

use similar::{ChangeTag, TextDiff};

use crate::programs::{Runtime, Topic};

/// The lines of both texts, in order, and which of them has each.
fn changes(left: &str, right: &str) -> Vec<(ChangeTag, String)> {
    let diff = TextDiff::from_lines(left, right);
    let changes = diff.iter_all_changes();
    changes.map(|change| (change.tag(), change.value().trim_end().to_string())).collect()
}

/// Two texts as one. A line that only one of them has begins with its label.
#[must_use]
pub fn side_by_side(left: (&str, &str), right: (&str, &str)) -> String {
    let mut text = String::new();
    for (tag, line) in changes(left.1, right.1) {
        let label = match tag {
            ChangeTag::Equal => "",
            ChangeTag::Delete => left.0,
            ChangeTag::Insert => right.0,
        };
        text += format!("{label:>9} | {line}").trim_end();
        text += "\n";
    }
    text
}

/// Two runtimes' programs as one text. A line that only one of them has begins with its runtime.
///
/// # Errors
/// If a program cannot be read.
pub fn compare(topic: &Topic, left: Runtime, right: Runtime) -> Result<String, String> {
    let texts = (topic.program(left).text()?, topic.program(right).text()?);
    Ok(side_by_side((left.name(), &texts.0), (right.name(), &texts.1)))
}

/// The lines of the left text that the right one does not have.
#[must_use]
pub fn differing_lines(left: &str, right: &str) -> Vec<String> {
    let changes = changes(left, right).into_iter();
    changes.filter(|change| change.0 == ChangeTag::Delete).map(|change| change.1).collect()
}

/// For each line of the text, whether another text has it otherwise.
#[must_use]
pub fn differing(text: &str, others: &[&str]) -> Vec<bool> {
    let mut differs = vec![false; text.lines().count()];
    for other in others {
        let tags = changes(text, other).into_iter().map(|change| change.0);
        let own = tags.filter(|tag| *tag != ChangeTag::Insert);
        differs.iter_mut().zip(own).for_each(|(line, tag)| *line |= tag == ChangeTag::Delete);
    }
    differs
}

/// What was recorded and what is there now, as `diff -u` shows it.
#[must_use]
pub fn unified(recorded: &str, now: &str, whose: &str) -> String {
    TextDiff::from_lines(recorded, now).unified_diff().header("recorded", whose).to_string()
}

/// What is changed in a file, with the line before and the line after, as git shows it. Nothing if
/// nothing is.
#[must_use]
pub fn patched(path: &str, before: &str, after: &str) -> String {
    let (old, new) = (format!("a/{path}"), format!("b/{path}"));
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(1).header(&old, &new).to_string()
}
