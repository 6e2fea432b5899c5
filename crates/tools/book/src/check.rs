//! What must hold for every page, as it is written and as mdBook has made it: links lead somewhere, code
//! is tested, and commands exist.

use std::fs;
use std::path::Path;

use classroom::programs::{Topic, read, root};
use classroom::{Context, Error, Result};

use crate::expand::expand;

/// All that is wrong with the pages in `docs`, a line each.
pub fn faults_of_docs() -> Result<Vec<String>> {
    faults(&root()?.join("docs"), "md")
}

/// All that is wrong with the pages in a folder, a line each: with Markdown, or with HTML.
pub fn faults(folder: &Path, extension: &str) -> Result<Vec<String>> {
    let unreadable = format!("cannot read {}", folder.display());
    let (mut faults, mut pages) = (Vec::new(), 0);
    let (summary, just) = (folder.join("SUMMARY.md"), read(&root()?.join("justfile"))?);
    for entry in fs::read_dir(folder).context(&unreadable)? {
        let page = entry.context(&unreadable)?.path();
        if page.extension().is_none_or(|other| other != extension) {
            continue;
        }
        pages += 1;
        let (name, text) = (page.file_name().unwrap_or_default().to_string_lossy(), read(&page)?);
        let found = links(extension, &text).filter_map(|link| broken(&page, link));
        let mut found: Vec<String> = found.collect();
        if extension == "md" {
            found.extend(
                untested(&text, &just)
                    .into_iter()
                    .chain(expand(&text).err().map(|error| error.to_string())),
            );
            if page != summary && !read(&summary)?.contains(&format!("({name})")) {
                found.push("SUMMARY.md does not have it".to_string());
            }
        } else if text.contains("{{") || text.contains(" src=\"http") {
            found.push("a line `{{…}}` was not replaced, or it loads something".to_string());
        }
        faults.extend(found.iter().map(|fault| format!("{name}: {fault}")));
    }
    if pages == 0 {
        return Err(Error::new(format!("there is no page in {}", folder.display())));
    }
    Ok(faults)
}

/// Where the links of a page lead, and where its pictures are.
fn links<'a>(extension: &str, text: &'a str) -> impl Iterator<Item = &'a str> {
    let begins: &[(&str, char)] = match extension {
        "md" => &[("](", ')')],
        _ => &[(" href=\"", '"'), (" src=\"", '"')],
    };
    let values = |&(begin, end)| {
        text.split(begin).skip(1).filter_map(move |rest| Some(rest.split_once(end)?.0))
    };
    begins.iter().flat_map(values)
}

/// What is wrong with a link of a page. Nothing is asked of the web, and whether the API's documentation
/// is there is only seen when the book has been made.
fn broken(page: &Path, link: &str) -> Option<String> {
    let is_written = page.extension().is_some_and(|extension| extension == "md");
    if link.contains("://") || is_written && link.starts_with("api/") {
        return None;
    }
    let (file, place) = link.split_once('#').unwrap_or((link, ""));
    let path = if file.is_empty() { page.to_path_buf() } else { page.with_file_name(file) };
    if !path.exists() {
        return Some(format!("'{link}' leads nowhere"));
    }
    let (Ok(text), false) = (read(&path), place.is_empty()) else { return None };
    let is_there = match path.extension()?.to_str()? {
        "md" => text.lines().any(|line| line.starts_with('#') && slug(line) == place),
        "html" => text.contains(&format!("id=\"{place}\"")),
        _ => text.contains(&format!("fn {place}(")),
    };
    (!is_there).then(|| format!("'{link}': there is no {place}"))
}

/// The name of a heading, as mdBook and GitHub have it: `## What a model sees` is `what-a-model-sees`.
fn slug(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading.chars().filter(|&letter| letter.is_alphanumeric() || " -_".contains(letter));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}

/// What nobody has tested: blocks, which come by a line `{{…}}`, and commands that are not of this
/// workspace.
fn untested(page: &str, justfile: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for line in page.lines() {
        if line.starts_with("```") || line.starts_with("<pre") {
            faults.push(format!("a block is pasted: {line}"));
        }
        let inside = line.split('`').skip(1).step_by(2).filter(|code| code.starts_with("just "));
        let commands = inside.chain(line.strip_prefix("    "));
        let unknown = commands.filter(|command| !is_command(command, justfile));
        faults
            .extend(unknown.map(|command| format!("'{command}' is no command of this workspace")));
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
        let folder = root().unwrap().join("docs");
        let broken = |page: &str, link: &str| broken(&folder.join(page), link).is_some();
        let source = "../crates/tools/book/src/check.rs";
        for link in
            ["mistakes.md", "mistakes.md#who-catches-it", "../crates/asyncio", "https://a.b/c"]
        {
            assert!(!broken("trust.md", link), "{link}");
        }
        assert!(!broken("trust.md", &format!("{source}#slug")));
        for link in ["nothing.md", "mistakes.md#nothing", "#nothing", "../crates/nothing"] {
            assert!(broken("trust.md", link), "{link}");
        }
        assert!(broken("trust.md", &format!("{source}#nothing")));
        assert!(broken("trust.html", "api/two#b") && !broken("trust.md", "api/two#b"));
        let found = |extension, text| links(extension, text).collect::<Vec<_>>();
        assert_eq!(found("html", "<a href=\"one\">1</a> <img src=\"two#b\">"), ["one", "two#b"]);
        assert_eq!(found("md", "[1](one) and ![2](two#b)"), ["one", "two#b"]);
    }

    #[test]
    fn only_commands_may_be_pasted() {
        let untested = |line: &str| untested(line, "@run program:\nbook:\n").len();
        for line in ["    just run stage2-tokio   shows it", "    cargo test", "see `just book`"] {
            assert_eq!(untested(line), 0, "{line}");
        }
        let commands = ["    just nothing", "    cargo classroom nothing", "see `just nothing`"];
        for line in ["```rust", "<pre>", "    EVENT.set();", "    just run stage9-tokio"] {
            assert_eq!(untested(line), 1, "{line}");
        }
        assert_eq!(commands.map(untested), [1; 3]);
    }
}
