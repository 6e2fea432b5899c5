//! `docs/like-cpython.md` names all of these tests, and nothing that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use classroom::python::{Python, not_checked};

/// A line of a table: its heading, the table's first line, and its cells.
struct Row {
    section: String,
    header: Vec<String>,
    cells: Vec<String>,
}

impl Row {
    fn cell(&self, header: &str) -> Option<&str> {
        let column = self.header.iter().position(|cell| cell == header)?;
        self.cells.get(column).map(String::as_str)
    }

    fn names(&self, header: &str) -> Vec<&str> {
        self.cell(header).map(in_backticks).unwrap_or_default()
    }

    /// The file of CPython that the section is about.
    fn file(&self) -> Option<&str> {
        self.section.split_once(": ").map(|(file, _)| file)
    }
}

fn in_backticks(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/like-cpython.md");
    let mut section = String::new();
    let mut header = Vec::new();
    let mut rows = Vec::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        let Some(cells) = line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) else {
            assert!(!line.starts_with('|'), "an open row: {line}");
            section = line.strip_prefix("## ").map_or(section, ToString::to_string);
            header.clear();
            continue;
        };
        let cells: Vec<_> = cells.split('|').map(|cell| cell.trim().to_string()).collect();
        if header.is_empty() {
            header = cells;
        } else if !cells.iter().all(|cell| cell == "---") {
            rows.push(Row { section: section.clone(), header: header.clone(), cells });
        }
    }
    assert!(!rows.is_empty());
    rows
}

/// The tests in a folder of `tests`, each with its module.
fn tests_in(folder: &str) -> BTreeSet<String> {
    let mut tests = BTreeSet::new();
    for entry in fs::read_dir(tests_folder().join(folder)).unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let mut is_test = false;
        for line in fs::read_to_string(&path).unwrap().lines().map(str::trim) {
            if let Some((name, rest)) = line.strip_prefix("fn ").and_then(|fn_| fn_.split_once('('))
                && (is_test || rest.starts_with("executor: Executor)"))
            {
                tests.insert(format!("{module}::{name}"));
            }
            is_test = line == "#[test]" || (is_test && line.starts_with("#["));
        }
    }
    assert!(!tests.is_empty());
    tests
}

#[test]
fn no_cell_is_empty() {
    for Row { header, cells, .. } in rows() {
        assert_eq!(header.len(), cells.len(), "{cells:?}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{cells:?}");
    }
}

#[test]
fn what_is_kept_has_the_name_of_cpython() {
    for row in rows() {
        let Some(here) = row.cell("here") else { continue };
        let tests = row.names("test in this repository");
        let reason = here.strip_prefix("differs: ").unwrap_or_default();
        assert!(here == "kept" || !reason.is_empty(), "{here}");
        match row.file() {
            Some(file) if here == "kept" => {
                let module = file.trim_start_matches("test_").trim_end_matches(".py");
                let first = row.names("CPython's tests")[0].split('.').next_back().unwrap();
                assert_eq!(tests, [format!("{module}::{first}")]);
            }
            _ => assert!(
                !tests.is_empty() || row.cells.last().unwrap() == "none" && here != "kept",
                "{:?}",
                row.cells
            ),
        }
    }
}

#[test]
fn every_test_has_a_row_and_every_row_its_test() {
    let rows = rows();
    let named = rows.iter().flat_map(|row| row.names("test in this repository"));
    let named: BTreeSet<_> = named.map(ToString::to_string).collect();
    let mut here = tests_in("cpython");
    here.retain(|test| !test.starts_with("document::"));
    let nameless: Vec<_> = here.difference(&named).collect();
    assert!(nameless.is_empty(), "without a row: {nameless:?}");
    here.extend(tests_in("guarantees").iter().map(|test| format!("guarantees::{test}")));
    let missing: Vec<_> = named.difference(&here).collect();
    assert!(missing.is_empty(), "no such test: {missing:?}");
}

#[test]
fn every_measurement_has_a_row_and_every_row_its_measurement() {
    let rows = rows();
    let column = "function in `measured.py`";
    let named: BTreeSet<_> = rows.iter().flat_map(|row| row.names(column)).collect();
    let program = fs::read_to_string(tests_folder().join("cpython/measured.py")).unwrap();
    let helpers = ["nothing", "settle", "collect_complaints"];
    let here = program.lines().filter_map(|line| {
        let line = line.strip_prefix("async ").unwrap_or(line);
        Some(line.strip_prefix("def ")?.split_once('(')?.0)
    });
    let here = here.filter(|name| !helpers.contains(name)).collect();
    assert_eq!(named, here);
}

/// As a section's heading says how many tests the file has, a name cannot get lost.
#[test]
fn as_many_tests_are_named_as_each_heading_says() {
    let mut named = BTreeMap::<String, BTreeSet<String>>::new();
    for row in rows() {
        if row.file().is_some() {
            let names = named.entry(row.section.clone()).or_default();
            names.extend(row.names("CPython's tests").iter().map(ToString::to_string));
        }
    }
    assert_eq!(named.len(), 4);
    for (section, names) in named {
        assert!(section.ends_with(&format!(".py: {} tests", names.len())), "{}", names.len());
    }
}

/// What a program of this folder prints, with the Python that the page is about.
fn python_prints(program: &str) -> Option<String> {
    let python = Python::find_like("3.11.0")?;
    let output = python.command(&tests_folder().join("cpython").join(program)).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
#[ignore = "needs Python 3.11 with its tests: `just check-all` has it"]
fn every_test_of_cpython_is_named() {
    let Some(printed) = python_prints("names.py") else { return };
    if printed.is_empty() {
        return not_checked("this Python comes without its own tests");
    }
    let cpython: BTreeSet<_> = printed.lines().map(ToString::to_string).collect();
    let mut named = BTreeSet::new();
    for row in rows() {
        for name in row.names("CPython's tests") {
            named.insert(format!("{} {name}", row.file().unwrap()));
        }
    }
    let missing: Vec<_> = cpython.difference(&named).collect();
    assert!(missing.is_empty(), "not on the page: {missing:?}");
    let unknown: Vec<_> = named.difference(&cpython).collect();
    assert!(unknown.is_empty(), "not in CPython: {unknown:?}");
}

#[test]
#[ignore = "needs Python 3.11: `just check-all` has it"]
fn cpython_does_what_the_page_says() {
    let _ = python_prints("measured.py");
}
