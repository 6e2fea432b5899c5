//! Copies the sources of `crates/asyncio`, with loom's locks and thread-locals in place of the standard
//! library's. So the models check `crates/asyncio` as it is, and it does not have to mention loom.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    // No model records, so what the feature `record` adds is left out of the copy.
    println!("cargo::rustc-check-cfg=cfg(feature, values(\"record\"))");
    let sources = Path::new("../../asyncio/src");
    let lib = read(&sources.join("lib.rs"));
    let mut copy = String::new();
    for line in lib.lines() {
        if let Some(name) = line.strip_prefix("mod ").and_then(|line| line.strip_suffix(';')) {
            let source = with_loom(&read(&sources.join(format!("{name}.rs"))));
            copy += &format!("#[allow(warnings)]\nmod {name} {{\n{source}}}\n");
        } else if !line.starts_with("#!") {
            copy += &format!("{line}\n");
        }
    }
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(folder.join("asyncio.rs"), copy).expect("the folder is ours");
}

fn with_loom(source: &str) -> String {
    source
        .replace("std::sync::", "crate::standard::sync::")
        .replace("thread_local!", "loom::thread_local!")
        .replace("const { ", "{ ")
        .replace("cx.waker().clone()", "crate::standard::clone(cx.waker())")
        .replace("io::stderr()", "io::sink()") // thousands of runs would print the same
        .replace("pub const fn", "pub fn") // loom's locks cannot be made at compile time
}

fn read(path: &Path) -> String {
    println!("cargo::rerun-if-changed={}", path.display());
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
