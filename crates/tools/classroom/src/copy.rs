//! A copy of the workspace, in which something is broken on purpose.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::cargo;

/// Makes `target/broken` a copy of the workspace. A file that is there already and has not changed is
/// left alone, so that cargo does not compile it anew.
///
/// # Errors
/// If a file cannot be read or written.
pub fn workspace(root: &Path) -> Result<PathBuf, String> {
    let copy = root.join("target").join("broken");
    let failed = |error| format!("cannot copy the workspace to {}: {error}", copy.display());
    for name in ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml"] {
        update(&copy.join(name), &fs::read(root.join(name)).map_err(failed)?).map_err(failed)?;
    }
    for name in ["crates", "docs", "examples"] {
        mirror(&root.join(name), &copy.join(name)).map_err(failed)?;
    }
    Ok(copy)
}

/// cargo, in the copy, with a target folder of its own.
///
/// # Errors
/// If the workspace's folder cannot be found.
pub fn cargo_in(copy: &Path, arguments: &[&str]) -> Result<Command, String> {
    let mut command = cargo(arguments)?;
    command.current_dir(copy);
    command.env("CARGO_TARGET_DIR", copy.join("target")).env("RUST_BACKTRACE", "0");
    Ok(command)
}

/// Makes a folder the same as another one. A file that has not changed is left alone.
///
/// # Errors
/// If a file cannot be read or written.
pub fn mirror(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if !from.join(entry.file_name()).exists() {
            match entry.file_type()?.is_dir() {
                true => fs::remove_dir_all(entry.path())?,
                false => fs::remove_file(entry.path())?,
            }
        }
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_symlink() {
            continue; // an editor's: there is none in this repository
        }
        match entry.file_type()?.is_dir() {
            true => mirror(&entry.path(), &target)?,
            false => update(&target, &fs::read(entry.path())?)?,
        }
    }
    Ok(())
}

/// Writes a file, unless it has this content.
///
/// # Errors
/// If it cannot be written.
///
/// # Panics
/// If the path is a root.
pub fn update(path: &Path, content: &[u8]) -> io::Result<()> {
    match fs::read(path) {
        Ok(old) if old == content => Ok(()),
        _ => {
            fs::create_dir_all(path.parent().expect("a file is in a folder"))?;
            fs::write(path, content)
        }
    }
}
