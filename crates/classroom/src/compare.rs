//! Two runtimes' programs beneath each other, with the lines marked in which they differ.

use similar::{ChangeTag, TextDiff};

use crate::programs::{Runtime, Topic, read};

/// The two programs as one text. A line that only one of them has begins with its runtime.
///
/// # Errors
/// If a program cannot be read.
pub fn compare(topic: &Topic, left: Runtime, right: Runtime) -> Result<String, String> {
    let sources = (read(&topic.source(left))?, read(&topic.source(right))?);
    let diff = TextDiff::from_lines(&sources.0, &sources.1);
    let mut text = String::new();
    for change in diff.iter_all_changes() {
        let runtime = match change.tag() {
            ChangeTag::Equal => "",
            ChangeTag::Delete => left.name(),
            ChangeTag::Insert => right.name(),
        };
        let line = format!("{runtime:>9} | {}", change.value().trim_end());
        text.push_str(line.trim_end());
        text.push('\n');
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
    let text = compare(topic, left, right)?;
    let mark = format!("{left:>9} | ");
    Ok(text.lines().filter_map(|line| line.strip_prefix(&mark)).map(str::to_string).collect())
}
