//! The page of the book that has the figures.

use std::env::consts::OS;
use std::fs;
use std::process::Command;
use std::thread::available_parallelism;
use std::time::SystemTime;

use classroom::programs::{read, root};

use crate::table::Table;

const PAGE: &str = "docs/speed.md";
const BEGIN: &str = "<!-- `just bench` writes what comes here -->\n";
const END: &str = "<!-- up to here -->\n";

/// When, where and with what.
pub fn circumstances() -> Result<String, String> {
    let date = humantime::format_rfc3339(SystemTime::now()).to_string();
    let day = date.split('T').next().unwrap_or_default();
    let cores =
        available_parallelism().map_or("an unknown number of".to_string(), |n| n.to_string());
    let lock = read(&root()?.join("Cargo.lock"))?;
    let packages = ["tokio", "async-std", "smol", "futures", "event-listener"];
    let packages: Vec<_> =
        packages.iter().map(|name| format!("{name} {}", version(&lock, name))).collect();
    let rustc = said(Command::new("rustc").arg("--version"));
    Ok(format!(
        "{day}, {OS}, {cores} cores ({}); {rustc}; {}.",
        processor().trim(),
        packages.join(", ")
    ))
}

/// The newest in the lock file.
fn version(lock: &str, name: &str) -> String {
    let heading = format!("name = \"{name}\"\nversion = \"");
    let found = lock.rsplit_once(&heading).and_then(|(_, rest)| rest.split_once('"'));
    found.map_or("unknown".to_string(), |(version, _)| version.to_string())
}

/// As the system names it. Tried on Linux only.
fn processor() -> String {
    match OS {
        "macos" => said(Command::new("sysctl").args(["-n", "machdep.cpu.brand_string"])),
        "windows" => std::env::var("PROCESSOR_IDENTIFIER").unwrap_or_default(),
        _ => {
            let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
            let name = information.lines().find_map(|line| line.strip_prefix("model name"));
            name.unwrap_or_default().trim_start_matches([' ', '\t', ':']).to_string()
        }
    }
}

fn said(command: &mut Command) -> String {
    let output = command.output().map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&output).trim().to_string()
}

/// Of all tables.
pub fn verdict(tables: &[Table]) -> String {
    let judged = tables.iter().map(Table::judged);
    let (judged, missed) = judged.fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    format!("{} of {judged} figures that have a goal meet it.", judged - missed)
}

/// Puts the tables into the page.
pub fn write(tables: &str) -> Result<(), String> {
    let path = root()?.join(PAGE);
    let page = read(&path)?;
    let (before, after) = page
        .split_once(BEGIN)
        .and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)))
        .ok_or(format!("{PAGE} must have the lines {BEGIN}and {END}"))?;
    let page = format!("{before}{BEGIN}\n{tables}\n{END}{after}");
    fs::write(path, page).map_err(|error| format!("cannot write {PAGE}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_versions_the_newest_counts() {
        let lock = "name = \"a\"\nversion = \"1.9.0\"\n\nname = \"a\"\nversion = \"2.5.0\"\n";
        assert_eq!(version(lock, "a"), "2.5.0");
    }
}
