//! What stands between comments in a page, each of which names something in the repository:
//!
//! - `<!-- programs stage2 -->`: Python's program and those of the runtimes
//! - `<!-- code <file> -->`, `<!-- code <file> <begin of an item> -->`: a file, such as a recorded message of rustc, or
//!   an item of it
//! - `<!-- prints stage2-tokio -->`: what a program prints
//! - `<!-- section <file> <heading> -->`: the text below a heading of a README
//! - `<!-- what-ifs stage2 -->`, `<!-- what-if-answers stage2 -->`: its what-ifs as questions, and their answers
//! - `<!-- steps stage2 -->`, `<!-- steps stage2 no-remove -->`: recorded runs, step by step
//! - `<!-- gap stage2 -->`: a picture of the moments between the end of `work` and the creation of `more_work`
//! - `<!-- mistakes refused -->`, `<!-- mistakes running -->`: what catches each mistake
//! - `<!-- plan -->`: plans for a class, from the notes for teachers

use std::path::{Path, PathBuf};

use classroom::programs::{Runtime, Topic, read, root, shown};
use classroom::{Context, Error, Result};
use lessons::header::code;
use lessons::outcome::Outcome;
use lessons::table::table;

use crate::what_ifs;

const END: &str = "<!-- end -->";

/// Replaces what stands between the comments, and leaves everything else alone.
pub fn fill(page: &str) -> Result<String> {
    rewrite(page, |words, _| Ok(format!("\n{}\n\n", part(words)?.trim())))
}

/// Replaces what stands between each comment and its `<!-- end -->`, given the comment's words and the old text.
pub fn rewrite(page: &str, new: impl Fn(&str, &str) -> Result<String>) -> Result<String> {
    let (mut text, mut lines) = (String::new(), page.lines());
    while let Some(line) = lines.next() {
        text += &format!("{line}\n");
        let words = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->"));
        let Some(words) = words.filter(|words| !words.starts_with("shown by ")) else { continue };
        let mut old = String::new();
        loop {
            match lines.next() {
                Some(END) => break,
                Some(inside) if !inside.starts_with("<!-- ") => old += &format!("{inside}\n"),
                _ => return Err(Error::new(format!("{line} needs the line {END}"))),
            }
        }
        text += &format!("{}{END}\n", new(words, &old).context(line)?);
    }
    Ok(text)
}

fn part(words: &str) -> Result<String> {
    let (kind, rest) = words.split_once(' ').unwrap_or((words, ""));
    let (first, second) = rest.split_once(' ').unwrap_or((rest, ""));
    let file = || root().map(|root| root.join(first));
    match kind {
        "programs" => programs(first),
        "code" if second.is_empty() => Ok(block(first, header_and_code(&file()?)?.1)),
        "code" => Ok(block(first, item(&read(&file()?)?, second)?)),
        "prints" => {
            let (topic, runtime) = Topic::find(first)?;
            let program = topic.program(runtime.unwrap_or(Runtime::Tokio));
            Ok(block("", Outcome::expected(&program)?.text()))
        }
        "section" => {
            let text = read(&file()?)?;
            let mut sections = text.split("\n## ");
            let section = sections.find_map(|it| it.strip_prefix(&format!("{second}\n")));
            let missing = || Error::new(format!("there is no '## {second}'"));
            section.map(String::from).ok_or_else(missing)
        }
        "steps" => timeline::steps::html(rest),
        "gap" => Ok(format!("![The gap of {first}, enlarged](pictures/{first}-gap.svg)")),
        "mistakes" if ["refused", "running"].contains(&first) => table(first == "refused"),
        "plan" => crate::plan::plan(),
        "what-ifs" => what_ifs::questions(first),
        "what-if-answers" => what_ifs::answers(first),
        _ => Err(Error::new("there is no such part: crates/tools/pages/src/fill.rs lists them")),
    }
}

/// A block with the text of a file, or of a part of it.
pub(crate) fn block(file: &str, text: impl AsRef<str>) -> String {
    let language = match file.rsplit_once('.') {
        Some((_, "rs")) => "rust,ignore",
        Some((_, "py")) => "python",
        _ if file == "diff" => "diff",
        _ => "text",
    };
    format!("```{language}\n{}\n```\n", text.as_ref().trim_end())
}

/// The header of a program, and its code.
pub fn header_and_code(file: &Path) -> Result<(String, String)> {
    let text = read(file)?;
    let python = text.strip_prefix("\"\"\"").and_then(|text| text.split_once("\"\"\"\n"));
    let code = python.map_or_else(|| code(&text), |(_, code)| code.trim_start().to_string());
    Ok((text[..text.len() - code.len()].to_string(), code))
}

/// The programs of a topic: their names and files, Python's first if there is one.
pub fn sources(topic: &str) -> Result<Vec<(String, PathBuf)>> {
    let topic = Topic::find(topic)?.0;
    let python = topic.asyncio().map(|file| (format!("{}-asyncio", topic.name), file));
    let rust = Runtime::ALL.map(|runtime| topic.program(runtime));
    Ok(python.into_iter().chain(rust.map(|it| (it.name, it.source))).collect())
}

/// The programs of a topic. Those of async-std and smol are folded away.
fn programs(topic: &str) -> Result<String> {
    let mut text = "<div class=\"programs\">\n".to_string();
    for (name, source) in sources(topic)? {
        let (path, block) = (shown(&source), block(&shown(&source), header_and_code(&source)?.1));
        let inside = if name.ends_with("-asyncio") || name.ends_with("-tokio") {
            format!("\n[{name}](../{path})\n\n{block}\n")
        } else {
            let link = format!("<a href=\"../{path}\">{name}</a>");
            format!("<details><summary>{link}</summary>\n\n{block}\n</details>\n")
        };
        text += &format!("<section data-program=\"{name}\">\n{inside}</section>\n");
    }
    Ok(text + "</div>")
}

/// The item whose first line begins so, with its doc comment, not indented.
fn item(text: &str, begin: &str) -> Result<String> {
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| line.trim_start().starts_with(begin));
    let first = first.ok_or_else(|| Error::new(format!("no line begins with '{begin}'")))?;
    let indent = lines[first].len() - lines[first].trim_start().len();
    let is_comment = |line: &&&str| line.trim_start().starts_with("//");
    let above = lines[..first].iter().rev().take_while(is_comment).count();
    // rustfmt indents the end of an item like its beginning.
    let is_last = |line: &&str| {
        let text = line.get(indent..).unwrap_or_default();
        text.starts_with('}') || !text.starts_with(' ') && text.ends_with(';')
    };
    let length = lines[first..].iter().position(is_last);
    let length = length.ok_or_else(|| Error::new(format!("'{begin}' has no end")))?;
    let item = lines[first - above..=first + length].iter();
    Ok(item.map(|line| format!("{}\n", line.get(indent..).unwrap_or_default())).collect())
}

#[test]
fn only_what_stands_between_comments_is_replaced() {
    let page = "# One\n\n<!-- shown by b: c -->\ntwo\n";
    assert_eq!(fill(page).unwrap(), page);
    let filled = fill("<!-- prints lost-task-tokio -->\nold\n<!-- end -->\ntwo\n").unwrap();
    assert!(!filled.contains("old") && filled.contains("\n\n```text\nMain is starting...\n"));
    assert!(filled.ends_with("\n```\n\n<!-- end -->\ntwo\n") && fill(&filled).unwrap() == filled);
    assert!(fill("<!-- prints stage2 -->\nwithout an end\n").is_err());
    for words in ["programs stage9", "code nothing.rs", "section README.md Nothing", "nothing"] {
        assert!(fill(&format!("<!-- {words} -->\n<!-- end -->\n")).is_err(), "{words}");
    }
}
