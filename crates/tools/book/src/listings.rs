//! The listings of a page, as the book shows them: whole files, with the header hidden, and the lines marked that differ
//! between the runtimes.

use std::path::Path;

use classroom::Result;
use classroom::programs::shown;
use pages::fill::{header_and_code, rewrite, sources};

/// Replaces the code of each program under `<!-- programs … -->` with its whole file from this checkout.
pub fn whole_files(checkout: &Path, page: &str) -> Result<String> {
    rewrite(page, |words, old| match words.strip_prefix("programs ") {
        Some(topic) => html(checkout, topic, old),
        None => Ok(old.to_string()),
    })
}

fn html(checkout: &Path, topic: &str, markdown: &str) -> Result<String> {
    let files = sources(topic)?.into_iter().map(|(_, source)| shown(&source));
    let files =
        files.map(|path| Ok((header_and_code(&checkout.join(&path))?, path.ends_with(".rs"))));
    let files = files.collect::<Result<Vec<_>>>()?;
    let rust = files.iter().filter(|(_, is_rust)| *is_rust);
    let rust: Vec<_> = rust.map(|((_, code), _)| code.as_str()).collect();
    let (mut html, mut parts) = (String::new(), markdown.split("```"));
    for ((header, code), is_rust) in &files {
        let language = if *is_rust { "rust ignore" } else { "python" };
        let header = escaped(header);
        html += parts.next().unwrap_or_default();
        html += &format!("<pre><code class=\"language-{language}\"><span hidden>{header}</span>");
        for line in code.lines() {
            let differs = *is_rust && rust.iter().any(|it| !it.lines().any(|it| it == line));
            let line = escaped(line);
            html += &if differs { format!("<mark>{line}</mark>\n") } else { line + "\n" };
        }
        html += "</code></pre>";
        parts.next(); // the code alone
    }
    Ok(html + &parts.collect::<String>())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
