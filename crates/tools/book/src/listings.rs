//! The listings of a page, as the book shows them: whole files, with the header hidden, and the lines marked that differ
//! between the runtimes.

use std::path::PathBuf;

use classroom::Result;
use classroom::programs::shown;
use lessons::compare::differing;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::errors;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use pages::fill::{listed, listing, rewrite};

/// Replaces the Markdown of each `<!-- programs … -->`.
#[derive(Debug)]
pub struct Listings {
    /// The folder that has the programs.
    pub checkout: PathBuf,
}

impl Preprocessor for Listings {
    fn name(&self) -> &str {
        "listings"
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> errors::Result<Book> {
        let mut done = Ok(());
        book.for_each_chapter_mut(|chapter| {
            let new = |words: &str, old: &str| match words.strip_prefix("programs ") {
                Some(topic) => self.html(topic, old),
                None => Ok(old.to_string()),
            };
            match rewrite(&chapter.content, new) {
                Ok(content) => chapter.content = content,
                Err(error) => done = Err(error),
            }
        });
        done.map_err(errors::Error::msg)?;
        Ok(book)
    }
}

impl Listings {
    /// Where the Markdown has the code of a program, the HTML has its whole file.
    fn html(&self, topic: &str, markdown: &str) -> Result<String> {
        let files = listed(topic)?.into_iter().map(|(_, source)| shown(&source));
        let listing = |path: String| Ok((listing(&self.checkout.join(&path))?, path));
        let listings = files.map(listing).collect::<Result<Vec<_>>>()?;
        let rust = listings.iter().filter(|(_, path)| path.ends_with(".rs"));
        let rust: Vec<_> = rust.map(|((_, code), _)| code.as_str()).collect();
        let mut html = String::new();
        let mut parts = markdown.split("```");
        for ((header, code), path) in &listings {
            let is_rust = path.ends_with(".rs");
            let (language, others) =
                if is_rust { ("rust ignore", &rust[..]) } else { ("python", &[][..]) };
            html += parts.next().unwrap_or_default();
            html += &format!(
                "<pre><code class=\"language-{language}\"><span hidden>{}</span>",
                escaped(header)
            );
            for (line, differs) in code.lines().zip(differing(code, others)) {
                let line = escaped(line);
                html += &if differs { format!("<mark>{line}</mark>\n") } else { line + "\n" };
            }
            html += "</code></pre>";
            parts.next(); // the code alone
        }
        Ok(html + &parts.collect::<String>())
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
