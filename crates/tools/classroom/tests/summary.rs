//! `docs/trust.md` says how many there are of each.

use std::fs;
use std::path::Path;

use classroom::programs::{read, root};

/// The texts of all files of a folder.
fn texts(folder: &str) -> Vec<String> {
    let files = fs::read_dir(root().unwrap().join(folder)).unwrap();
    files.map(|file| file.unwrap().path()).filter(|path| path.is_file()).map(text).collect()
}

fn text(path: impl AsRef<Path>) -> String {
    read(path.as_ref()).unwrap()
}

fn count(folder: &str, line: &str) -> usize {
    texts(folder)
        .iter()
        .flat_map(|text| text.lines())
        .filter(|&l| l.trim_end().ends_with(line))
        .count()
}

#[test]
fn the_page_counts_what_is_there() {
    let page = text(root().unwrap().join("docs/trust.md"));
    let like_cpython = text(root().unwrap().join("docs/like-cpython.md"));
    let named: u32 = like_cpython
        .lines()
        .filter_map(|line| line.strip_prefix("## ")?.strip_suffix(" tests")?.rsplit(' ').next())
        .map(|number| number.parse::<u32>().unwrap())
        .sum();
    let each = "(executor: Executor) {";
    let tests = |folder: &str| {
        let (each, others) = (count(folder, each), count(folder, "#[test]"));
        format!("{each} tests on each of five executors, and {others} others")
    };
    for expected in [
        format!("| {} |", tests("crates/asyncio/tests/guarantees")),
        format!("| {named} named; {} |", tests("crates/asyncio/tests/cpython")),
        format!("| {} pairs ", texts("crates/verification/conformance/pairs").len() / 3),
        format!("| {} models,", count("crates/verification/models/tests/models", "#[test]")),
        format!("| {} breaks |", texts("crates/verification/mutations").len()),
    ] {
        assert!(page.contains(&expected), "docs/trust.md does not say `{expected}`");
    }
}
