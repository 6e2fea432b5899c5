//! The lines `{{…}}` of a page, each of which stands for something that is in the repository.
//!
//! - `{{programs stage2}}`: the three programs side by side, the differing lines marked
//! - `{{code <file>}}`, `{{code <file> <begin of an item>}}`: a file, such as a recorded message of rustc, or
//!   an item of it
//! - `{{prints stage2-tokio}}`: what a program prints
//! - `{{section <file> <heading>}}`: what stands below a heading of a README
//! - `{{what-ifs stage2}}`: its what-ifs, the answers folded away

use classroom::names::Named;
use classroom::programs::{Runtime, Topic, read, root, shown as shown_path};
use classroom::{Context, Error, Result};
use lessons::compare::differing;
use lessons::header::{Header, STAGE, code as without_header};
use lessons::what_if::WhatIf;

/// Replaces all such lines.
pub fn expand(page: &str) -> Result<String> {
    let mut expanded = String::new();
    for line in page.lines() {
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
    match kind {
        "programs" => side_by_side(rest),
        "code" => code(rest),
        "prints" => prints(rest),
        "section" => section(rest),
        "what-ifs" => what_ifs(rest),
        _ => Err(Error::new(format!("there is no '{kind}'"))),
    }
}

fn in_workspace(file: &str) -> Result<String> {
    read(&root()?.join(file))
}

/// A program without its header, or an item: `{{code crates/asyncio/src/task.rs pub fn cancel}}`.
fn code(words: &str) -> Result<String> {
    let (file, begin) = words.split_once(' ').unwrap_or((words, ""));
    let text = in_workspace(file)?;
    let language = if file.ends_with(".rs") { "rust,ignore" } else { "text" };
    let code = if begin.is_empty() { without_header(&text) } else { item(&text, begin)? };
    Ok(block(language, &code))
}

fn section(words: &str) -> Result<String> {
    let (file, heading) =
        words.split_once(' ').ok_or_else(|| Error::new("it needs a file and a heading"))?;
    let text = in_workspace(file)?;
    let rest = text.split_once(&format!("\n## {heading}\n"));
    let (_, rest) = rest.ok_or_else(|| Error::new(format!("{file} has no '## {heading}'")))?;
    Ok(rest.split("\n## ").next().unwrap_or_default().trim().to_string() + "\n")
}

/// What a program prints: the block in its header, or for stages 2 and 3 the tutorial's lines.
fn prints(name: &str) -> Result<String> {
    let (topic, runtime) = Topic::find(name)?;
    let runtime = runtime.ok_or_else(|| Error::new("it needs a runtime: stage2-tokio"))?;
    let header = Header::of_program(&read(&topic.program(runtime).source)?);
    Ok(block("text", &header.output().unwrap_or_else(|| STAGE.to_string())))
}

/// A block of code or text.
fn block(language: &str, text: &str) -> String {
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
        let text = line.trim_start();
        line.len() - text.len() == indent && (text.starts_with('}') || text.ends_with(';'))
    };
    let length = lines[first..].iter().position(is_last);
    let length = length.ok_or_else(|| Error::new(format!("'{begin}' has no end")))?;
    let item = lines[first - above..=first + length].iter();
    Ok(item.map(|line| format!("{}\n", line.get(indent..).unwrap_or_default())).collect())
}

/// The programs of a topic as HTML. A line that differs in another one is marked.
fn side_by_side(topic: &str) -> Result<String> {
    let topic = Topic::find(topic)?.0;
    let programs = Runtime::ALL.map(|runtime| topic.program(runtime));
    let texts: Result<Vec<_>> = programs.iter().map(|program| read(&program.source)).collect();
    let texts: Vec<_> = texts?.iter().map(|text| without_header(text)).collect();
    let mut html =
        "Highlighted lines differ between the runtimes.\n\n<div class=\"programs\">\n".to_string();
    for (program, text) in programs.iter().zip(&texts) {
        let (name, path) = (&program.name, shown_path(&program.source));
        let others: Vec<_> =
            texts.iter().filter(|other| *other != text).map(String::as_str).collect();
        let marked = differing(text, &others);
        let lines = text.lines().zip(marked).map(|(line, differs)| shown(line, differs));
        html += &format!(
            "<section aria-label=\"{name}\"><p><a href=\"../{path}\">{name}</a></p>\n\
             <pre><code class=\"language-rust nohighlight\">{}</code></pre></section>\n",
            lines.collect::<String>()
        );
    }
    Ok(html + "</div>\n")
}

/// A line, which knows how far it is indented: where it is broken, the rest goes further to the right.
fn shown(line: &str, differs: bool) -> String {
    let indent = line.len() - line.trim_start().len();
    let line = line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = if differs { format!("<mark>{line}</mark>") } else { line };
    format!("<span class=\"line\" style=\"--indent: {indent}\">{text}\n</span>")
}

/// All of a stage, with the answers folded away.
fn what_ifs(stage: &str) -> Result<String> {
    let mut text = String::from("## What if …?\n\nPredict, then open the answer, or run it.\n");
    for what_if in WhatIf::of_stage(stage)? {
        let name = what_if.name();
        text += &format!("\n### {name}\n\n{}\n", what_if.purpose());
        text += &format!("\n{}", block("diff", &change(&what_if.diff(Runtime::Tokio)?)));
        text += &format!("\n**{}** `just what-if {stage} {name} smol`\n", what_if.question()?);
        text += "\n<details><summary>The answer</summary>\n\n";
        for (runtimes, answer, outcome) in answers(&what_if)? {
            let of = if runtimes.len() == 3 {
                String::new()
            } else {
                format!("{}: ", runtimes.join(", "))
            };
            text += &format!("{of}{answer}\n\n{}\n", block("text", &outcome));
        }
        text += &format!("{}\n\n</details>\n", what_if.reason());
    }
    Ok(text)
}

/// Without the names of the files.
fn change(diff: &str) -> String {
    let is_name = |line: &&str| ["--- ", "+++ ", "@@ "].iter().any(|begin| line.starts_with(begin));
    diff.lines().filter(|line| !is_name(line)).map(|line| format!("{line}\n")).collect()
}

/// What it does, and on which runtimes.
fn answers(what_if: &WhatIf) -> Result<Vec<(Vec<&'static str>, String, String)>> {
    let mut answers: Vec<(Vec<&'static str>, String, String)> = Vec::new();
    for runtime in Runtime::ALL {
        let (answer, outcome) = (what_if.answer(runtime)?, what_if.on(runtime)?.recorded()?.text());
        match answers.iter_mut().find(|it| it.1 == answer && it.2 == outcome) {
            Some(same) => same.0.push(runtime.name()),
            None => answers.push((vec![runtime.name()], answer, outcome)),
        }
    }
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_an_error_and_other_lines_stay_as_they_are() {
        assert_eq!(expand("# One\n\ntwo\n").unwrap(), "# One\n\ntwo\n");
        for line in [
            "{{programs stage9}}",
            "{{code crates/nothing.rs}}",
            "{{code crates/asyncio/src/task.rs pub fn nothing}}",
            "{{prints stage2}}",
            "{{section crates/asyncio/README.md Nothing}}",
            "in a line: {{prints stage2-tokio}}",
            "{programs stage2}",
        ] {
            assert!(expand(line).is_err(), "{line}");
        }
    }

    #[test]
    fn an_item_has_its_comment_and_is_not_indented() {
        let file = "//! A file.\n\nuse a;\n\nimpl B {\n    /// One.\n    fn one() {\n        two;\n    }\n}\n";
        assert_eq!(item(file, "fn one").unwrap(), "/// One.\nfn one() {\n    two;\n}\n");
        assert_eq!(item(file, "use a").unwrap(), "use a;\n");
        assert!(without_header(file).starts_with("use a;\n"));
    }

    #[test]
    fn the_lines_that_differ_are_marked_and_no_others() {
        let html = side_by_side("stage2").unwrap();
        assert!(html.contains("<mark>    smol::spawn(task).detach();</mark>"));
        assert!(html.contains(">async fn more_work() {\n<"));
        assert!(!html.split_once("<div").unwrap().1.contains("\n\n"), "an empty line ends HTML");
    }
}
