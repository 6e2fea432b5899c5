//! Copies the programs of stages 2 and 3, with another duration in each of their two sleeps.

use std::path::{Path, PathBuf};
use std::{env, fs};

const SLEEP: &str = "from_secs(2)";

fn main() {
    let crates = PathBuf::from("../..");
    let copies = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    for (stage, package) in [("stage2", "stage2-all-tasks"), ("stage3", "stage3-event")] {
        for runtime in ["tokio", "async_std", "smol"] {
            let program = crates.join(package).join("src").join(format!("{runtime}.rs"));
            let copy = copies.join(format!("{stage}_{runtime}.rs"));
            fs::write(copy, without_sleeps(&program)).expect("the folder is ours");
        }
    }
}

fn without_sleeps(program: &Path) -> String {
    let name = program.display();
    println!("cargo::rerun-if-changed={name}");
    let source = fs::read_to_string(program).unwrap_or_else(|error| panic!("{name}: {error}"));
    for sleep in [SLEEP, "Duration::"] {
        let found = source.matches(sleep).count();
        assert_eq!(found, 2, "{name} must have exactly two sleeps, of {SLEEP}");
    }
    // A header can only stand at the beginning of a file, and the copy is included in one.
    let lines = source.lines().filter(|line| !line.starts_with("//!"));
    let body: String = lines.map(|line| line.to_string() + "\n").collect();
    body.replace(SLEEP, "from_nanos(crate::pause())")
}
