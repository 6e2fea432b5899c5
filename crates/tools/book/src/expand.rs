//! The lines `{{…}}` of a page, each of which stands for something that is in the repository.
//!
//! - `{{programs stage2}}`: the three programs side by side, the differing lines marked
//! - `{{code <file>}}`, `{{code <file> <begin of an item>}}`: a file, or an item of it
//! - `{{prints stage2-tokio}}`: what a program prints
//! - `{{text <file>}}`: what has been recorded, such as a message of rustc
//! - `{{section <file> <heading>}}`: what stands below a heading of a README
//! - `{{what-ifs stage2}}`: its what-ifs, the answers folded away

use classroom::output::{STAGE, expected};
use classroom::programs::{find, read, root};

use crate::programs::side_by_side;
use crate::source::{item, without_header};
use crate::what_ifs::what_ifs;

/// Replaces all such lines.
///
/// # Errors
/// If one stands for something that is not there.
pub fn expand(page: &str) -> Result<String, String> {
    let mut expanded = String::new();
    for line in page.lines() {
        match directive(line) {
            Some(words) => expanded += &meaning(words).map_err(|why| format!("{line}: {why}"))?,
            None if line.contains("{{") || line.starts_with('{') => {
                return Err(format!("{line}: it must be a line of its own"));
            }
            None => expanded += line,
        }
        expanded += "\n";
    }
    Ok(expanded)
}

/// What is inside, if the line is one.
fn directive(line: &str) -> Option<&str> {
    line.strip_prefix("{{")?.strip_suffix("}}")
}

fn meaning(words: &str) -> Result<String, String> {
    let (kind, rest) = words.split_once(' ').unwrap_or((words, ""));
    match kind {
        "programs" => side_by_side(rest),
        "code" => code(rest),
        "prints" => prints(rest),
        "text" => Ok(block("text", &in_workspace(rest)?)),
        "section" => section(rest),
        "what-ifs" => what_ifs(rest),
        _ => Err(format!("there is no '{kind}'")),
    }
}

/// A block of code or text.
pub(crate) fn block(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```\n", text.trim_end())
}

fn in_workspace(file: &str) -> Result<String, String> {
    read(&root()?.join(file))
}

/// A program without its header, or an item: `{{code crates/asyncio/src/task.rs pub fn cancel}}`.
fn code(words: &str) -> Result<String, String> {
    let (file, begin) = words.split_once(' ').unwrap_or((words, ""));
    let text = in_workspace(file)?;
    let language = if file.ends_with(".py") { "python" } else { "rust,ignore" };
    let code = if begin.is_empty() { without_header(&text) } else { item(&text, begin)? };
    Ok(block(language, &code))
}

fn section(words: &str) -> Result<String, String> {
    let (file, heading) = words.split_once(' ').ok_or("it needs a file and a heading")?;
    let text = in_workspace(file)?;
    let begin = format!("\n## {heading}\n");
    let (_, rest) = text.split_once(&begin).ok_or(format!("{file} has no '## {heading}'"))?;
    Ok(rest.split("\n## ").next().unwrap_or_default().trim().to_string() + "\n")
}

/// Stages 2 and 3 print the tutorial's lines, the examples what is in their header. Their tests compare.
fn prints(name: &str) -> Result<String, String> {
    let (topic, runtime) = find(name)?;
    let runtime = runtime.ok_or("it needs a runtime: stage2-tokio")?;
    match topic.name.as_str() {
        "stage2" | "stage3" => Ok(block("text", STAGE)),
        _ => Ok(block("text", &expected(&topic.program(runtime).text()?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_an_error() {
        for page in [
            "{{programs stage9}}",
            "{{code crates/nothing.rs}}",
            "{{code crates/asyncio/src/task.rs pub fn nothing}}",
            "{{text nothing.txt}}",
            "{{prints stage2}}",
            "{{section crates/asyncio/README.md Nothing}}",
            "{{nothing}}",
            "in a line: {{prints stage2-tokio}}",
            "{programs stage2}",
        ] {
            assert!(expand(page).is_err(), "{page}");
        }
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        assert_eq!(expand("# One\n\ntwo\n").unwrap(), "# One\n\ntwo\n");
    }
}
