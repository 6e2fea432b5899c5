//! Parts of a Rust file.

/// A program without its `//!` lines, which a page says in its own words.
#[must_use]
pub fn without_header(text: &str) -> String {
    let is_header = |line: &&str| line.starts_with("//!") || line.is_empty();
    text.lines().skip_while(is_header).map(|line| format!("{line}\n")).collect()
}

/// The item whose first line begins so, with its doc comment, not indented.
///
/// # Errors
/// If there is none.
pub fn item(text: &str, begin: &str) -> Result<String, String> {
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| line.trim_start().starts_with(begin));
    let first = first.ok_or(format!("no line begins with '{begin}'"))?;
    let indent = lines[first].len() - lines[first].trim_start().len();
    let is_comment = |line: &&&str| line.trim_start().starts_with("//");
    let above = lines[..first].iter().rev().take_while(is_comment).count();
    // rustfmt puts the end of an item as far to the right as its begin.
    let is_last = |line: &&str| {
        let text = line.trim_start();
        line.len() - text.len() == indent && (text.starts_with('}') || text.ends_with(';'))
    };
    let length = lines[first..].iter().position(is_last).ok_or(format!("'{begin}' has no end"))?;
    let item = lines[first - above..=first + length].iter();
    Ok(item.map(|line| format!("{}\n", line.get(indent..).unwrap_or_default())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "//! A file.\n\nuse a;\n\nimpl B {\n    /// One.\n    fn one() {\n        two;\n    }\n}\n";

    #[test]
    fn an_item_has_its_comment_and_is_not_indented() {
        assert_eq!(item(FILE, "fn one").unwrap(), "/// One.\nfn one() {\n    two;\n}\n");
        assert_eq!(item(FILE, "use a").unwrap(), "use a;\n");
        assert!(item(FILE, "fn two").is_err());
    }

    #[test]
    fn a_header_is_left_out() {
        assert!(without_header(FILE).starts_with("use a;\n"));
    }
}
