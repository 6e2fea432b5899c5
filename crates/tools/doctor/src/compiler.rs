//! Rust: which one, how it got here, and its two components.

use std::env;
use std::fs;
use std::path::Path;

use crate::ask::{cargo, numbers, program, version};
use crate::finding::Finding;
use crate::repair::Problem;

/// The file that says which Rust the workspace is written for.
pub const FILE: &str = "rust-toolchain.toml";

/// Looks for rustc, rustup, rustfmt and clippy.
pub fn check(root: &Path) -> Vec<Finding> {
    let rustup = version(program("rustup", &["--version"], root));
    let rustc = version(program("rustc", &["--version"], root));
    let channel = fs::read_to_string(root.join(FILE)).unwrap_or_default();
    let channel = channel_of(&channel).unwrap_or_default();
    let problem = match rustup {
        None => Problem::NoRustup,
        // rustup tells every program that it starts, which toolchain it chose.
        Some(_) if env::var_os("RUSTUP_TOOLCHAIN").is_none() => Problem::RustupUnused,
        Some(_) => Problem::OtherRust,
    };
    let rustc = judge(rustc.as_deref(), channel, problem);
    let components = components(root, rustup.is_some());
    match rustup {
        Some(version) => vec![rustc, Finding::ok(format!("rustup {version}")), components],
        None if rustc.is_ok() => {
            let text = "rustup is not there; it would install each Rust that is needed";
            vec![rustc, Finding::note(text, Problem::NoRustup), components]
        }
        None => vec![rustc, components], // how to get rustup has been said
    }
}

/// Whether a rustc will do where another version is meant.
fn judge(version: Option<&str>, channel: &str, problem: Problem) -> Finding {
    let version = match version {
        Some(version) => version,
        None => {
            return Finding::missing(
                format!("there is no rustc that runs; {FILE} has {channel}"),
                problem,
            )
        }
    };
    if version == channel {
        Finding::ok(format!("Rust {version}, as {FILE} has it"))
    } else if numbers(version) < numbers(channel) {
        Finding::missing(format!("Rust {version} is too old; it must be {channel}"), problem)
    } else {
        let but =
            "rustc may word a message differently; the tests compare codes and headlines only";
        Finding::note(format!("Rust {version}, where {FILE} has {channel}: {but}"), problem)
    }
}

/// `1.95.0` of `channel = "1.95.0"`.
fn channel_of(text: &str) -> Option<&str> {
    let line = text.lines().find(|line| line.starts_with("channel"))?;
    line.split('"').nth(1)
}

fn components(root: &Path, rustup: bool) -> Finding {
    let is_missing = |verb| version(cargo(&[verb, "--version"], root)).is_none();
    let missing = match (is_missing("fmt"), is_missing("clippy")) {
        (false, false) => return Finding::ok("rustfmt and clippy"),
        (true, false) => "rustfmt is",
        (false, true) => "clippy is",
        (true, true) => "rustfmt and clippy are",
    };
    let text = format!("{missing} not there; only `just check` needs that");
    Finding::note(text, if rustup { Problem::NoComponents } else { Problem::NoPackages })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_older_rustc_does_not_do() {
        let judge = |version| judge(version, "1.95.0", Problem::OtherRust);
        let level = |version| judge(version).shown(crate::system::System::Debian);
        assert!(level(Some("1.95.0")).starts_with("ok"));
        for newer in ["1.95.1", "1.100.0", "1.95.0-nightly", "1.98.0-nightly"] {
            assert!(level(Some(newer)).starts_with("note"), "{newer}");
        }
        for older in [Some("1.94.1"), Some("1.63.0"), Some("0.99.0"), None] {
            assert!(level(older).starts_with("MISSING"), "{older:?}");
        }
    }

    #[test]
    fn the_channel_is_found() {
        let file = include_str!("../../../../rust-toolchain.toml");
        assert!(numbers(channel_of(file).unwrap()) >= vec![1, 95, 0], "{file}");
    }
}
