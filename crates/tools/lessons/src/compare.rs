//! Two texts as one, with the differing lines marked.

use similar::{ChangeTag, TextDiff};

/// The lines of both texts, in order, and which of them has each.
fn changes(left: &str, right: &str) -> Vec<(ChangeTag, String)> {
    let diff = TextDiff::from_lines(left, right);
    let changes = diff.iter_all_changes();
    changes.map(|change| (change.tag(), change.value().trim_end().to_string())).collect()
}

/// Two texts as one. A line that only one of them has begins with its label.
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

/// For each line of the text, whether it differs in one of the others.
pub fn differing(text: &str, others: &[&str]) -> Vec<bool> {
    let mut differs = vec![false; text.lines().count()];
    for other in others {
        let tags = changes(text, other).into_iter().map(|change| change.0);
        let own = tags.filter(|tag| *tag != ChangeTag::Insert);
        differs.iter_mut().zip(own).for_each(|(line, tag)| *line |= tag == ChangeTag::Delete);
    }
    differs
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
