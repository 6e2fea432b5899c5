//! What must hold for every page: links lead somewhere, code is tested, and commands exist.

use std::fs;
use std::path::{Path, PathBuf};

use classroom::programs::{find, find_asyncio, read, root};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::expand::expand;

/// The pages of the book: all of `docs`.
///
/// # Errors
/// If the folder cannot be read.
pub fn pages() -> Result<Vec<PathBuf>, String> {
    let docs = root()?.join("docs");
    let unreadable = |error| format!("cannot read {}: {error}", docs.display());
    let mut pages = Vec::new();
    for entry in fs::read_dir(&docs).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    pages.sort();
    Ok(pages)
}

/// All that is wrong with the pages, a line each.
///
/// # Errors
/// If a file cannot be read.
pub fn faults() -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    let summary = read(&root()?.join("docs/SUMMARY.md"))?;
    for page in pages()? {
        let name = page.file_name().unwrap_or_default().to_string_lossy();
        let text = read(&page)?;
        if name != "SUMMARY.md" && !summary.contains(&format!("({name})")) {
            faults.push(format!("{name}: SUMMARY.md does not have it"));
        }
        let found = links(&text).into_iter().filter_map(|link| broken(&page, &link));
        let found = found.chain(untested(&text)?).chain(expand(&text).err());
        faults.extend(found.map(|fault| format!("{name}: {fault}")));
    }
    Ok(faults)
}

fn parse(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

fn links(text: &str) -> Vec<String> {
    let links = parse(text).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url),
        _ => None,
    });
    links.map(|link| link.to_string()).collect()
}

/// What is wrong with a link of a page. What is in the web is not asked for, and whether the API's
/// documentation is there, `html` sees when it has been made.
fn broken(page: &Path, link: &str) -> Option<String> {
    if link.contains("://") || link.starts_with("api/") {
        return None;
    }
    let (file, place) = link.split_once('#').unwrap_or((link, ""));
    let path = match file {
        "" => page.to_path_buf(),
        file => page.with_file_name(file),
    };
    if !path.exists() {
        return Some(format!("'{link}' leads nowhere"));
    }
    let (Ok(text), false) = (read(&path), place.is_empty()) else { return None };
    let is_there = match path.extension()?.to_str()? {
        "md" => headings(&text).iter().any(|heading| heading == place),
        _ => text.contains(&format!("fn {place}(")),
    };
    (!is_there).then(|| format!("'{link}': there is no {place}"))
}

/// As mdBook and GitHub name them: `What a model sees` is `what-a-model-sees`.
fn headings(text: &str) -> Vec<String> {
    let (mut headings, mut inside) = (Vec::new(), None);
    for event in parse(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => inside = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => headings.extend(inside.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut inside {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    headings.iter().map(|heading| slug(heading)).collect()
}

fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter_map(|char| match char {
        ' ' => Some('-'),
        '-' | '_' => Some(char),
        _ => char.is_alphanumeric().then(|| char.to_ascii_lowercase()),
    });
    kept.collect()
}

/// Blocks of a page that nobody has tested: whatever is no command of this workspace. Code comes by a line
/// `{{…}}`.
fn untested(text: &str) -> Result<Vec<String>, String> {
    let just = read(&root()?.join("justfile"))?;
    let (mut faults, mut inside) = (Vec::new(), false);
    for event in parse(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                faults.push(format!("a block of '{language}' is pasted"));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => inside = true,
            Event::Html(html) if html.contains("<pre") => {
                faults.push("a block of HTML is pasted".to_string());
            }
            Event::Code(code) if code.starts_with("just ") && !is_command(&code, &just) => {
                faults.push(format!("'{code}' is no command of this workspace"));
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(block) if inside => {
                let lines = block.lines().filter(|line| !line.trim().is_empty());
                let unknown = lines.filter(|line| !is_command(line, &just));
                faults.extend(
                    unknown.map(|line| format!("'{line}' is no command of this workspace")),
                );
            }
            _ => {}
        }
    }
    Ok(faults)
}

fn is_command(line: &str, justfile: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        ["just", "run", name, ..] if find(name).is_err() && find_asyncio(name).is_err() => false,
        ["just", recipe, ..] | ["cargo", "classroom", recipe, ..] => justfile.lines().any(|line| {
            line.strip_prefix('@')
                .and_then(|line| line.strip_prefix(recipe))
                .is_some_and(|rest| rest.starts_with([' ', ':']))
        }),
        ["just"] => true,
        ["cargo", ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_must_lead_somewhere() {
        let page = root().unwrap().join("docs/trust.md");
        for link in [
            "mistakes.md",
            "mistakes.md#who-catches-it",
            "../crates/asyncio",
            "../crates/tools/book/src/check.rs#slug",
            "https://example.org/nothing",
        ] {
            assert_eq!(broken(&page, link), None);
        }
        for link in [
            "nothing.md",
            "mistakes.md#nothing",
            "#nothing",
            "../crates/nothing",
            "../crates/tools/book/src/check.rs#nothing",
        ] {
            assert!(broken(&page, link).is_some(), "{link}");
        }
    }

    #[test]
    fn only_commands_may_be_pasted() {
        let untested = |text: &str| untested(text).unwrap().len();
        assert_eq!(untested("    just run stage2-tokio   shows it\n    cargo test\n"), 0);
        assert_eq!(untested("```rust\nfn main() {}\n```\n"), 1);
        assert_eq!(untested("    just nothing\n"), 1);
        assert_eq!(untested("    just run stage9-tokio\n"), 1);
        assert_eq!(untested("    cargo classroom nothing\n"), 1);
        assert_eq!(untested("see `just nothing`\n"), 1);
        assert_eq!(untested("<pre><code>x</code></pre>\n"), 1);
        assert_eq!(untested("    EVENT.set();\n"), 1);
    }
}
