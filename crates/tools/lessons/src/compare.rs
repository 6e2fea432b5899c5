//! Two texts as one, with the differing lines marked.

use diffy::{DiffOptions, Line, PatchFormatter};

/// Two texts as one. A line that only one of them has begins with its label.
pub fn side_by_side(left: (&str, &str), right: (&str, &str)) -> String {
    let all = DiffOptions::new().set_context_len(usize::MAX).create_patch(left.1, right.1);
    let mut text = String::new();
    for line in all.hunks().iter().flat_map(|hunk| hunk.lines()) {
        let (label, line) = match line {
            Line::Context(line) => ("", line),
            Line::Delete(line) => (left.0, line),
            Line::Insert(line) => (right.0, line),
        };
        text += format!("{label:>9} | {line}").trim_end();
        text += "\n";
    }
    text
}

/// A recorded text and a new one, as `diff -u` shows them.
pub fn unified(recorded: &str, now: &str) -> String {
    let mut options = DiffOptions::new();
    options.set_original_filename("recorded").set_modified_filename("now");
    options.create_patch(recorded, now).to_string()
}

/// The change of a file with one line of context, as git shows it. Empty if nothing has changed.
pub fn patched(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let mut options = DiffOptions::new();
    options.set_original_filename(format!("a/{path}")).set_modified_filename(format!("b/{path}"));
    let patch = options.set_context_len(1).create_patch(before, after);
    PatchFormatter::new().suppress_blank_empty(false).fmt_patch(&patch).to_string()
}
