//! Each cell of the tables has a test, and each test that the pages name is there.

use std::path::{Path, PathBuf};

use classroom::programs::{read, root};

/// The page, and the folder that its links start from.
fn page(name: &str) -> (String, PathBuf) {
    let docs = root().unwrap().join("docs");
    (read(&docs.join(name)).unwrap(), docs)
}

/// The cells of all rows, without those of headers and of the lines below them.
fn rows(page: &str) -> Vec<Vec<&str>> {
    let lines: Vec<_> = page.lines().collect();
    let is_rule = |line: &str| line.starts_with("| ---");
    let rows = lines.iter().enumerate().filter(|(number, line)| {
        let is_header = lines.get(number + 1).is_some_and(|next| is_rule(next));
        line.starts_with('|') && !is_rule(line) && !is_header
    });
    rows.map(|(_, line)| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

/// The targets of links that name a function of a Rust file.
fn links(text: &str) -> Vec<(&str, &str)> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets
        .filter_map(|target| target.split_once(".rs#").map(|_| target))
        .map(|target| target.split_once('#').unwrap())
        .collect()
}

fn assert_is_a_test(docs: &Path, (file, name): (&str, &str)) {
    let text = read(&docs.join(file)).unwrap_or_else(|error| panic!("{error}"));
    let mut lines =
        text.lines().rev().skip_while(|line| !line.trim().starts_with(&format!("fn {name}(")));
    assert!(lines.next().is_some(), "there is no {name} in {file}");
    let mut attributes = lines.take_while(|line| !line.trim().is_empty() && *line != "}");
    assert!(attributes.any(|line| line.trim() == "#[test]"), "{name} in {file} is no test");
}

#[test]
fn every_cell_of_runtimes_has_a_test() {
    let (page, docs) = page("runtimes.md");
    let rows = rows(&page);
    assert!(rows.len() >= 13, "{rows:?}");
    for row in rows {
        assert!(row.len() >= 4, "{row:?}");
        for cell in &row[1..] {
            assert!(!links(cell).is_empty(), "no test shows `{cell}` of `{}`", row[0]);
        }
    }
    for link in links(&page) {
        assert_is_a_test(&docs, link);
    }
}

#[test]
fn every_row_of_at_work_has_a_test() {
    let (page, docs) = page("at-work.md");
    let rows = rows(&page);
    assert!(rows.len() >= 15, "{rows:?}");
    for row in rows {
        assert!(row.iter().any(|cell| !links(cell).is_empty()), "no test shows {row:?}");
    }
    for link in links(&page) {
        assert_is_a_test(&docs, link);
    }
}
