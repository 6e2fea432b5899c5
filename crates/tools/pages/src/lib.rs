//! The pages in `docs`: what is generated in them, and what must hold for all of them.
//!
//! What stands between `<!-- programs stage2 -->` and `<!-- end -->` is written by `just pages`, from files and
//! recordings. It runs no program.

pub mod check;
pub mod fill;
mod plan;
pub mod what_ifs;

use std::path::PathBuf;

use classroom::programs::{entries, read, root, shown};
use classroom::{Context, Result};
use timeline::record::kept;
use timeline::svg;

/// All files that `just pages` writes, with their contents: the pages and the pictures.
pub fn files() -> Result<Vec<(PathBuf, String)>> {
    let docs = root()?.join("docs");
    let mut files = Vec::new();
    for page in entries(&docs)? {
        if page.extension().is_some_and(|extension| extension == "md") {
            let filled = fill::fill(&read(&page)?).context(shown(&page))?;
            files.push((page, filled));
        }
    }
    for topic in ["stage2", "stage3", "lost-task"] {
        files.push((docs.join(format!("pictures/{topic}.svg")), svg(topic, &kept(topic)?)));
    }
    Ok(files)
}

#[test]
fn no_page_and_no_picture_is_stale() {
    for (file, text) in files().unwrap() {
        let name = shown(&file);
        assert!(read(&file).is_ok_and(|old| old == text), "{name} is stale: just pages");
    }
}
