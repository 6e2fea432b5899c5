//! The lines `{{…}}` of a page, each of which stands for something that is in the repository.
//!
//! - `{{programs stage2}}`: the three programs side by side, the differing lines marked
//! - `{{code <file>}}`, `{{code <file> <begin of an item>}}`: a file, such as a recorded message of rustc, or
//!   an item of it
//! - `{{prints stage2-tokio}}`: what a program prints
//! - `{{section <file> <heading>}}`: the text below a heading of a README
//! - `{{what-ifs stage2}}`: its what-ifs, the answers folded away

use classroom::names::Named;
use classroom::programs::{Runtime, Topic, read, root, shown};
use classroom::{Context, Error, Result};
use lessons::compare::differing;
use lessons::header::code as without_header;
use lessons::outcome::{MARKS, Outcome};
use lessons::what_if::WhatIf;

/// Stands for nothing: it is for those who read a page as a file.
pub const NOTE: &str = "{{Lines like this one stand for code. Read this page with `just book`.}}";

/// Replaces all such lines.
pub fn expand(page: &str) -> Result<String> {
    let mut expanded = String::new();
    for line in page.lines().filter(|line| *line != NOTE) {
        match line.strip_prefix("{{").and_then(|line| line.strip_suffix("}}")) {
            Some(words) => expanded += &meaning(words).context(line)?,
            None if line.contains("{{") || line.starts_with('{') => {
                return Err(Error::new(format!("{line}: it must be a line of its own")));
            }
            None => expanded += line,
        }
        expanded += "\n";
    }
    Ok(expanded)
}

fn meaning(words: &str) -> Result<String> {
    let (kind, rest) = words.split_once(' ').unwrap_or((words, ""));
    let (first, second) = rest.split_once(' ').unwrap_or((rest, ""));
    let text = |file| read(&root()?.join(file));
    match kind {
        "programs" => side_by_side(first),
        "code" if second.is_empty() => Ok(block(first, &without_header(&text(first)?))),
        "code" => Ok(block(first, &item(&text(first)?, second)?)),
        "prints" => {
            let (topic, runtime) = Topic::find(first)?;
            let program = topic.program(runtime.unwrap_or(Runtime::Tokio));
            Ok(block("", &Outcome::expected(&program)?.text()))
        }
        "section" => {
            let text = text(first)?;
            let section =
                text.split("\n## ").find_map(|it| it.strip_prefix(&format!("{second}\n")));
            let missing = || Error::new(format!("there is no '## {second}'"));
            Ok(section.ok_or_else(missing)?.trim().to_string() + "\n")
        }
        "what-ifs" => what_ifs(first),
        _ => Err(Error::new(format!("there is no '{kind}'"))),
    }
}

/// A block with the text of a file, or of a part of it.
fn block(file: &str, text: &str) -> String {
    let language = if file.ends_with(".rs") { "rust,ignore" } else { "text" };
    format!("```{language}\n{}\n```\n", text.trim_end())
}

/// The item whose first line begins so, with its doc comment, not indented.
fn item(text: &str, begin: &str) -> Result<String> {
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| line.trim_start().starts_with(begin));
    let first = first.ok_or_else(|| Error::new(format!("no line begins with '{begin}'")))?;
    let indent = lines[first].len() - lines[first].trim_start().len();
    let is_comment = |line: &&&str| line.trim_start().starts_with("//");
    let above = lines[..first].iter().rev().take_while(is_comment).count();
    // rustfmt puts the end of an item as far to the right as its begin.
    let is_last = |line: &&str| {
        let text = line.get(indent..).unwrap_or_default();
        text.starts_with('}') || !text.starts_with(' ') && text.ends_with(';')
    };
    let length = lines[first..].iter().position(is_last);
    let length = length.ok_or_else(|| Error::new(format!("'{begin}' has no end")))?;
    let item = lines[first - above..=first + length].iter();
    Ok(item.map(|line| format!("{}\n", line.get(indent..).unwrap_or_default())).collect())
}

/// The programs of a topic as HTML. A line that differs in another one is marked. Each line has its
/// indentation: where it is broken, the rest goes further to the right.
fn side_by_side(topic: &str) -> Result<String> {
    let topic = Topic::find(topic)?.0;
    let programs = Runtime::ALL.map(|runtime| topic.program(runtime));
    let texts: Result<Vec<_>> = programs.iter().map(|program| read(&program.source)).collect();
    let texts: Vec<_> = texts?.iter().map(|text| without_header(text)).collect();
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    let mut html =
        "Highlighted lines differ between the runtimes.\n\n<div class=\"programs\">\n".to_string();
    for (program, text) in programs.iter().zip(&texts) {
        let (name, path) = (&program.name, shown(&program.source));
        html += &format!(
            "<section aria-label=\"{name}\"><p><a href=\"../{path}\">{name}</a></p>\n\
             <pre><code class=\"language-rust nohighlight\">"
        );
        for (line, differs) in text.lines().zip(differing(text, &texts)) {
            let indent = line.len() - line.trim_start().len();
            let line = line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let line = if differs { format!("<mark>{line}</mark>") } else { line };
            html += &format!("<span class=\"line\" style=\"--indent: {indent}\">{line}\n</span>");
        }
        html += "</code></pre></section>\n";
    }
    Ok(html + "</div>\n")
}

/// All of a stage, with the answers folded away.
fn what_ifs(stage: &str) -> Result<String> {
    let mut text = String::from("## What if …?\n\nPredict, then open the answer, or run it.\n");
    for what_if in WhatIf::of_stage(stage)? {
        let (name, purpose, question) = (what_if.name(), what_if.purpose(), what_if.question()?);
        // Without the names of the files.
        let is_name = |line: &&str| ["--- ", "+++ ", "@@ "].iter().any(|it| line.starts_with(it));
        let diff = what_if.diff(Runtime::Tokio)?;
        let change: Vec<_> = diff.lines().filter(|line| !is_name(line)).collect();
        text += &format!(
            "\n### {name}\n\n{purpose}\n\n```diff\n{}\n```\n\n\
             **{question}** `just what-if {stage} {name} smol`\n\n\
             <details><summary>The answer</summary>\n\n",
            change.join("\n")
        );
        let answer = |runtime| {
            let outcome = what_if.on(runtime)?.recorded()?.text();
            let marks = if outcome.contains("\n! ") || outcome.starts_with(['!', '?']) {
                MARKS
            } else {
                ""
            };
            Ok(format!("{}\n\n{}\n{marks}\n", what_if.answer(runtime)?, block("", &outcome)))
        };
        let answers = Runtime::ALL.into_iter().map(answer).collect::<Result<Vec<_>>>()?;
        if answers.iter().all(|other| *other == answers[0]) {
            text += &answers[0];
        } else {
            let each = Runtime::ALL.iter().zip(&answers);
            text +=
                &each.map(|(runtime, answer)| format!("{runtime}: {answer}")).collect::<String>();
        }
        text += &format!("{}\n\n</details>\n", what_if.reason());
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_stands_for_nothing_is_an_error() {
        assert_eq!(expand("# One\n\ntwo\n").unwrap(), "# One\n\ntwo\n");
        for line in [
            "{{programs stage9}}",
            "{{code crates/nothing.rs}}",
            "{{code crates/asyncio/src/task.rs pub fn nothing}}",
            "{{section crates/asyncio/README.md Nothing}}",
            "in a line: {{prints stage2-tokio}}",
            "{programs stage2}",
        ] {
            assert!(expand(line).is_err(), "{line}");
        }
    }

    #[test]
    fn an_item_has_its_comment_and_is_not_indented() {
        let file = "use a;\n\nimpl B {\n    /// One.\n    fn one() {\n        two;\n    }\n}\n";
        assert_eq!(item(file, "fn one").unwrap(), "/// One.\nfn one() {\n    two;\n}\n");
        assert_eq!(item(file, "use a").unwrap(), "use a;\n");
    }

    #[test]
    fn the_lines_that_differ_are_marked_and_no_others() {
        let html = side_by_side("stage2").unwrap();
        assert!(html.contains("<mark>    smol::spawn(task).detach();</mark>"));
        assert!(html.contains(">async fn more_work() {\n<"));
        assert!(!html.split_once("<div").unwrap().1.contains("\n\n"), "an empty line ends HTML");
    }
}
