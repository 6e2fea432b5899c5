//! What must hold for every page, as it is written and as mdBook has made it: links lead somewhere, code
//! is tested, and commands exist.

use std::path::Path;

use classroom::programs::{Topic, entries, read, root};
use classroom::{Result, say};

use crate::expand::{NOTE, expand};

/// All that is wrong with the pages in `docs`, a line each.
pub fn faults_of_docs() -> Result<Vec<String>> {
    faults(&root()?.join("docs"), "md")
}

/// Shows the faults. True if there are none.
pub fn no_faults(faults: &[String]) -> bool {
    faults.iter().for_each(|fault| say(&format!("book: {fault}")));
    faults.is_empty()
}

/// All that is wrong with the pages in a folder, a line each: with Markdown, or with HTML.
pub fn faults(folder: &Path, extension: &str) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let justfile = read(&root()?.join("justfile"))?;
    for page in entries(folder)? {
        if page.extension().is_none_or(|other| other != extension) {
            continue;
        }
        let (name, text) = (page.file_name().unwrap_or_default().to_string_lossy(), read(&page)?);
        let links = links(extension, &text).filter(|link| leads_nowhere(&page, link));
        let mut found: Vec<_> = links.map(|link| format!("'{link}' leads nowhere")).collect();
        if extension == "md" {
            found.extend(untested(&text, &justfile));
            if text.contains("\n{{") && !text.contains(&format!("\n\n{NOTE}\n\n")) {
                found.push(format!("it must have the line {NOTE}"));
            }
            found.extend(expand(&text).err().map(|error| error.to_string()));
            let summary = read(&folder.join("SUMMARY.md"))?;
            if name != "SUMMARY.md" && !summary.contains(&format!("({name})")) {
                found.push("SUMMARY.md does not have it".to_string());
            }
        } else if text.contains("{{") || text.contains(" src=\"http") {
            found.push("a line `{{…}}` was not replaced, or it loads something".to_string());
        }
        faults.extend(found.iter().map(|fault| format!("{name}: {fault}")));
    }
    Ok(faults)
}

/// Where the links of a page lead, and where its pictures are.
fn links<'a>(extension: &str, text: &'a str) -> impl Iterator<Item = &'a str> {
    let begins: &[&str] = if extension == "md" { &["]("] } else { &[" href=\"", " src=\""] };
    let links = begins.iter().flat_map(|begin| text.split(*begin).skip(1));
    links.filter_map(|rest| Some(rest.split_once([')', '"'])?.0))
}

/// Links to the web are not followed. The API's documentation is only there when the book has been made.
fn leads_nowhere(page: &Path, link: &str) -> bool {
    let (file, place) = link.split_once('#').unwrap_or((link, ""));
    let is_written = page.extension().is_some_and(|extension| extension == "md");
    if link.contains("://") || is_written && file.starts_with("api/") {
        return false;
    }
    let path = if file.is_empty() { page.to_path_buf() } else { page.with_file_name(file) };
    // A code host shows a folder's README below the folder.
    let text = read(&path).or_else(|_| read(&path.join("README.md"))).unwrap_or_default();
    !match path.extension().and_then(|extension| extension.to_str()) {
        _ if place.is_empty() => path.exists(),
        Some("md") | None => text.lines().any(|line| line.starts_with('#') && slug(line) == place),
        Some("html") => text.contains(&format!("id=\"{place}\"")),
        _ => text.contains(&format!("fn {place}(")),
    }
}

/// The name of a heading, as mdBook and GitHub have it: `## What a model sees` is `what-a-model-sees`.
fn slug(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading.chars().filter(|&letter| letter.is_alphanumeric() || " -_".contains(letter));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}

/// Lines that are not tested: blocks, which a line `{{…}}` should put there, and unknown commands.
fn untested(page: &str, justfile: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for line in page.lines() {
        if line.starts_with("```") || line.starts_with("<pre") {
            faults.push(format!("a block is pasted: {line}"));
        }
        let inside = line.split('`').skip(1).step_by(2).filter(|code| code.starts_with("just "));
        let commands = inside.chain(line.strip_prefix("    "));
        let unknown = commands.filter(|command| !is_command(command, justfile));
        faults.extend(unknown.map(|it| format!("'{it}' is no command of this workspace")));
    }
    faults
}

fn is_command(line: &str, justfile: &str) -> bool {
    match line.split_whitespace().collect::<Vec<_>>()[..] {
        ["just", "run", name, ..] => Topic::find(name.trim_end_matches("-asyncio")).is_ok(),
        ["just", recipe, ..] | ["cargo", "classroom", recipe, ..] => justfile
            .lines()
            .any(|line| line.trim_start_matches('@').split([' ', ':']).next() == Some(recipe)),
        ["just"] | ["cargo", ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_wrong_with_the_pages() {
        assert_eq!(faults_of_docs().unwrap(), [""; 0]);
    }

    #[test]
    fn a_link_must_lead_somewhere() {
        let docs = root().unwrap().join("docs");
        let is_broken = |page: &str, link: &str| leads_nowhere(&docs.join(page), link);
        let source = "../crates/tools/book/src/check.rs#";
        for link in
            ["trust.md", "glossary.md#glossary", "../crates", "https://a.b", "api/two#b"]
        {
            assert!(!is_broken("trust.md", link), "{link}");
        }
        assert!(!is_broken("trust.md", &format!("{source}slug")));
        for link in ["nothing.md", "glossary.md#nothing", "#nothing", "../nothing", "nothing.md#a"]
        {
            assert!(is_broken("trust.md", link), "{link}");
        }
        assert!(is_broken("trust.md", &format!("{source}nothing")));
        assert!(is_broken("trust.html", "api/two#b"));
        let found = |extension, text| links(extension, text).collect::<Vec<_>>();
        assert_eq!(found("html", "<a href=\"one\">1</a> <img src=\"two#b\">"), ["one", "two#b"]);
        assert_eq!(found("md", "[1](one) and ![2](two#b)"), ["one", "two#b"]);
    }

    #[test]
    fn only_commands_may_be_pasted() {
        let untested = |line: &&str| untested(line, "@run program:\nbook:\n").len();
        let tested = ["    just run stage2-tokio   shows it", "    cargo test", "see `just book`"];
        assert_eq!(tested.iter().map(untested).sum::<usize>(), 0);
        let commands = ["    just nothing", "    cargo classroom nothing", "see `just nothing`"];
        let others = ["```rust", "<pre>", "    EVENT.set();", "    just run stage9-tokio"];
        for line in commands.iter().chain(&others) {
            assert_eq!(untested(line), 1, "{line}");
        }
    }
}
