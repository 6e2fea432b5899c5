//! Writes what stands in the pages between comments such as `<!-- programs stage2 -->` and `<!-- end -->`, and draws their
//! pictures, from files and recordings. It runs no program: `just pages`.

use std::path::PathBuf;
use std::process::ExitCode;

use classroom::programs::{entries, read, root, shown};
use classroom::{Context, Result, exit_code};
use lessons::files::write;
use pages::check::no_faults;
use pages::fill::fill;

fn main() -> ExitCode {
    let written =
        files().and_then(|files| files.iter().try_for_each(|(file, text)| write(file, text)));
    exit_code("pages", written.and_then(|()| no_faults(&root()?)))
}

/// All files that are generated, or partly so, and their contents.
fn files() -> Result<Vec<(PathBuf, String)>> {
    let docs = root()?.join("docs");
    let mut files = Vec::new();
    for page in entries(&docs)?.into_iter().filter(|it| it.extension().is_some_and(|it| it == "md"))
    {
        let filled = fill(&read(&page)?).context(shown(&page))?;
        files.push((page, filled));
    }
    let picture = |(name, picture)| (docs.join(format!("pictures/{name}.svg")), picture);
    files.extend(timeline::pictures()?.into_iter().map(picture));
    Ok(files)
}

#[test]
fn no_page_and_no_picture_is_stale() {
    for (file, text) in files().unwrap() {
        let is_fresh = read(&file).is_ok_and(|old| old == text);
        assert!(is_fresh, "{} is stale: just pages", shown(&file));
    }
}
