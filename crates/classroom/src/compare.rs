//! Two runtimes' programs beneath each other, with the lines marked in which they differ.

use similar::{ChangeTag, TextDiff};

use crate::programs::{Runtime, Topic, read};

/// The lines of both programs, in order, and which of them has each.
fn changes(
    topic: &Topic,
    left: Runtime,
    right: Runtime,
) -> Result<Vec<(ChangeTag, String)>, String> {
    let sources = (read(&topic.source(left))?, read(&topic.source(right))?);
    let diff = TextDiff::from_lines(&sources.0, &sources.1);
    let changes = diff.iter_all_changes();
    Ok(changes.map(|change| (change.tag(), change.value().trim_end().to_string())).collect())
}

/// The two programs as one text. A line that only one of them has begins with its runtime.
///
/// # Errors
/// If a program cannot be read.
pub fn compare(topic: &Topic, left: Runtime, right: Runtime) -> Result<String, String> {
    let mut text = String::new();
    for (tag, line) in changes(topic, left, right)? {
        let runtime = match tag {
            ChangeTag::Equal => "",
            ChangeTag::Delete => left.name(),
            ChangeTag::Insert => right.name(),
        };
        text += format!("{runtime:>9} | {line}").trim_end();
        text += "\n";
    }
    Ok(text)
}

/// The lines of the left program that the right one does not have.
///
/// # Errors
/// If a program cannot be read.
pub fn differing_lines(
    topic: &Topic,
    left: Runtime,
    right: Runtime,
) -> Result<Vec<String>, String> {
    let changes = changes(topic, left, right)?.into_iter();
    Ok(changes.filter(|change| change.0 == ChangeTag::Delete).map(|change| change.1).collect())
}
