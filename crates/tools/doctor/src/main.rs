//! Says what this machine lacks for the course, and which command repairs that: `cargo doctor`.
//!
//! It changes nothing in the workspace, and must be built by an old compiler and without a network:
//! so it needs the standard library only, and no new part of that.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod ask;
mod compiler;
mod downloads;
mod finding;
mod just;
mod linker;
mod places;
mod repair;
mod system;

use finding::Finding;
use system::System;

/// In the order in which they are shown: what the others need comes first.
const CHECKS: [fn(&Path) -> Vec<Finding>; 6] = [
    compiler::check,
    just::check,
    linker::check,
    places::check_space,
    places::check_access,
    downloads::check,
];

fn main() -> ExitCode {
    let root = match root() {
        Ok(root) => root,
        Err(message) => {
            let _ = writeln!(io::stderr(), "doctor: {}", message);
            return ExitCode::from(2);
        }
    };
    let system = System::this();
    let mut all_there = true;
    for finding in CHECKS.iter().flat_map(|check| check(&root)) {
        // `println!` would panic when nobody reads it any more.
        let _ = io::stdout().write_all(finding.shown(system).as_bytes());
        all_there &= !finding.is_missing();
    }
    match all_there {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// The workspace's folder. cargo says where it found this package, so the folder may be moved.
fn root() -> Result<PathBuf, String> {
    let package = env::var_os("CARGO_MANIFEST_DIR").ok_or("start this with: cargo doctor")?;
    let mut folders = Path::new(&package).ancestors();
    let root = folders.find(|folder| folder.join(compiler::FILE).is_file());
    Ok(root.ok_or(format!("{} is missing", compiler::FILE))?.to_path_buf())
}
