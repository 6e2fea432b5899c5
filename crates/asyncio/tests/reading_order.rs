//! The README names the files in the order in which they are read.

use std::collections::BTreeSet;
use std::fs;

#[test]
fn each_file_imports_only_files_above_it() {
    let readme = include_str!("../README.md");
    let (_, section) = readme.split_once("## Reading it").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let numbered = section.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    let order: Vec<&str> = numbered.map(|line| line.split('`').nth(1).unwrap()).collect();

    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let names = files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_string());
    let names: BTreeSet<String> = names.collect();
    let listed = order.iter().copied().chain(["lib", "record"]);
    assert_eq!(names, listed.map(str::to_string).collect(), "which files there are");

    for (index, file) in order.iter().enumerate() {
        let source = fs::read_to_string(format!("{folder}/{file}.rs")).unwrap();
        let (code, _) = source.split_once("#[cfg(test)]").unwrap_or((&source, ""));
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n").replace("super::", "crate::");
        for path in code.split("crate::").skip(1) {
            let imported = path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            let is_above = imported == "record" || order[..index].contains(&imported);
            assert!(is_above, "{file}.rs imports `{imported}`");
        }
    }
}
