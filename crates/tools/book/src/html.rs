//! What must hold for the book when it has been built: each link leads somewhere, and no block is empty.

use std::fs;
use std::path::{Path, PathBuf};

use classroom::programs::read;

/// All that is wrong with the pages in a folder, a line each.
///
/// # Errors
/// If a file cannot be read, or there is no page.
pub fn faults(book: &Path) -> Result<Vec<String>, String> {
    let unreadable = |error| format!("cannot read {}: {error}", book.display());
    let mut faults = Vec::new();
    let mut pages = 0;
    for entry in fs::read_dir(book).map_err(unreadable)? {
        let page = entry.map_err(unreadable)?.path();
        if page.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        pages += 1;
        let (name, text) = (page.file_name().unwrap_or_default().to_string_lossy(), read(&page)?);
        for link in attributes(&text, "href").chain(attributes(&text, "src")) {
            if let Some(fault) = broken(&page, &text, link)? {
                faults.push(format!("{name}: {fault}"));
            }
        }
        for link in attributes(&text, "src").filter(|link| link.contains("://")) {
            faults.push(format!("{name}: it loads {link}"));
        }
        if has_empty_block(&text) {
            faults.push(format!("{name}: a block is empty"));
        }
        if text.contains("{{") {
            faults.push(format!("{name}: a line `{{{{…}}}}` was not replaced"));
        }
    }
    match pages {
        0 => Err(format!("there is no page in {}", book.display())),
        _ => Ok(faults),
    }
}

/// Whether a block ends where it begins.
fn has_empty_block(html: &str) -> bool {
    let ends = html.match_indices("</code></pre>").map(|(end, _)| html[..end].trim_end());
    ends.filter(|before| before.ends_with('>'))
        .any(|before| before.rfind('<').is_some_and(|tag| before[tag..].starts_with("<code")))
}

/// The values of an attribute, wherever it stands.
fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let begin = format!(" {name}=\"");
    let mut rest = html;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once(begin.as_str())?;
        let (value, after) = after.split_once('"')?;
        rest = after;
        Some(value)
    })
}

/// What is wrong with a link. Nothing is asked of the web, and nothing may be loaded from there.
fn broken(page: &Path, text: &str, link: &str) -> Result<Option<String>, String> {
    if link.contains("://") || link.starts_with("data:") || link.is_empty() {
        return Ok(None);
    }
    let (file, place) = link.split_once('#').unwrap_or((link, ""));
    let path: PathBuf = if file.is_empty() { page.into() } else { page.with_file_name(file) };
    if !path.exists() {
        return Ok(Some(format!("'{link}' leads nowhere")));
    }
    if place.is_empty() || path.extension().is_none_or(|extension| extension != "html") {
        return Ok(None);
    }
    let other = if file.is_empty() { text.to_string() } else { read(&path)? };
    let is_there = other.contains(&format!("id=\"{place}\""));
    Ok((!is_there).then(|| format!("'{link}': that page has no '{place}'")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_block_is_empty() {
        for (html, is_empty) in [
            ("<pre><code class=\"language-rust\"></code></pre>", true),
            ("<pre><code>\n</code></pre>", true),
            ("<pre><code>one</code></pre>", false),
            ("<pre><code><span>one</span></code></pre>", false),
        ] {
            assert_eq!(has_empty_block(html), is_empty, "{html}");
        }
    }

    #[test]
    fn attributes_are_found_wherever_they_stand() {
        let html = "<a class=\"x\" href=\"one\">1</a> <a href=\"two#b\">2</a>";
        assert_eq!(attributes(html, "href").collect::<Vec<_>>(), ["one", "two#b"]);
    }
}
