//! Copies the programs of stages 2 and 3, with other durations in their two sleeps.

use std::{env, fs};

const SLEEP: &str = "from_secs(2)";

fn main() {
    let copies = env::var("OUT_DIR").expect("cargo sets it");
    for (stage, package) in [("stage2", "stage2-all-tasks"), ("stage3", "stage3-event")] {
        for runtime in ["tokio", "async_std", "smol"] {
            let program = format!("../../{package}/src/{runtime}.rs");
            println!("cargo::rerun-if-changed={program}");
            let source = fs::read_to_string(&program).expect(&program);
            for sleep in [SLEEP, "Duration::"] {
                assert_eq!(source.matches(sleep).count(), 2, "{program} must have two {SLEEP}");
            }
            // `include!` does not take a header.
            let lines: Vec<_> = source.lines().filter(|line| !line.starts_with("//!")).collect();
            let copy = lines.join("\n").replace(SLEEP, "from_nanos(crate::pause())");
            fs::write(format!("{copies}/{stage}_{runtime}.rs"), copy).expect("the folder is ours");
        }
    }
}
