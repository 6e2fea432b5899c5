//! Reports what this machine lacks for the workspace, and how to repair it: `cargo doctor`.
//!
//! It changes nothing in the workspace. It must build with an old compiler and without a network, so
//! it has no dependencies and uses only what Rust 1.63 has.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

mod checks;
mod repairs;

fn main() -> ExitCode {
    if env::args_os().count() > 1 || !Path::new(checks::RUST_FILE).exists() {
        eprintln!("doctor: run this without arguments, in the workspace's folder: cargo doctor");
        return ExitCode::from(2);
    }
    let system = repairs::System::this();
    let mut anything_missing = false;
    for finding in checks::ALL.iter().map(|check| check(system)) {
        // `println!` would panic once the reader is gone.
        let _ = io::stdout().write_all(finding.shown(system).as_bytes());
        anything_missing |= matches!(finding, checks::Finding::Missing(..));
    }
    ExitCode::from(u8::from(anything_missing))
}
