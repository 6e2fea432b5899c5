//! Two texts as one, with the differing lines marked.

use similar::{ChangeTag, TextDiff};

/// Two texts as one. A line that only one of them has begins with its label.
pub fn side_by_side(left: (&str, &str), right: (&str, &str)) -> String {
    let mut text = String::new();
    for change in TextDiff::from_lines(left.1, right.1).iter_all_changes() {
        let label = match change.tag() {
            ChangeTag::Equal => "",
            ChangeTag::Delete => left.0,
            ChangeTag::Insert => right.0,
        };
        text += format!("{label:>9} | {}", change.value()).trim_end();
        text += "\n";
    }
    text
}

/// A recorded text and a new one, as `diff -u` shows them.
pub fn unified(recorded: &str, now: &str) -> String {
    TextDiff::from_lines(recorded, now).unified_diff().header("recorded", "now").to_string()
}

/// The change of a file with one line of context, as git shows it. Empty if nothing has changed.
pub fn patched(path: &str, before: &str, after: &str) -> String {
    let (old, new) = (format!("a/{path}"), format!("b/{path}"));
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(1).header(&old, &new).to_string()
}
