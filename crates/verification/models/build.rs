//! Copies the port's sources, with loom's locks and thread-locals in place of the standard library's.
//!
//! So crates/asyncio is checked as it stands, and need not know of loom.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let sources = Path::new("../../asyncio/src");
    let lib = read(&sources.join("lib.rs"));
    let mut port = String::new();
    for line in lib.lines() {
        if let Some(name) = line.strip_prefix("mod ").and_then(|line| line.strip_suffix(';')) {
            let source = with_loom(&read(&sources.join(format!("{name}.rs"))));
            port += &format!("#[allow(warnings)]\nmod {name} {{\n{source}}}\n");
        } else if !line.starts_with("#!") {
            port += &format!("{line}\n");
        }
    }
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(folder.join("port.rs"), port).expect("the folder is ours");
}

fn with_loom(source: &str) -> String {
    source
        .replace("std::sync::", "crate::standard::sync::")
        .replace("thread_local!", "loom::thread_local!")
        .replace("const { ", "{ ")
        .replace("io::stderr()", "io::sink()") // it would say the same in each of thousands of runs
        .replace("pub const fn", "pub fn") // loom's locks cannot be made at compile time
}

fn read(path: &Path) -> String {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
