//! The copy of the workspace that is broken.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::patches::Patch;

/// Makes `target/broken` a copy of the workspace with the patch applied. A file that is there already
/// and has not changed is left alone, so that cargo does not compile it anew.
pub(crate) fn make(root: &Path, patch: &Patch) -> Result<PathBuf, String> {
    let copy = root.join("target").join("broken");
    let failed = |error| format!("cannot copy the workspace to {}: {error}", copy.display());
    for name in ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml"] {
        update(&copy.join(name), &fs::read(root.join(name)).map_err(failed)?).map_err(failed)?;
    }
    for name in ["crates", "examples"] {
        mirror(&root.join(name), &copy.join(name)).map_err(failed)?;
    }
    for (file, broken) in patch.apply(root)? {
        update(&copy.join(file), broken.as_bytes()).map_err(failed)?;
    }
    Ok(copy)
}

fn mirror(from: &Path, to: &Path) -> io::Result<()> {
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
        match entry.file_type()?.is_dir() {
            true => mirror(&entry.path(), &target)?,
            false => update(&target, &fs::read(entry.path())?)?,
        }
    }
    Ok(())
}

fn update(path: &Path, content: &[u8]) -> io::Result<()> {
    match fs::read(path) {
        Ok(old) if old == content => Ok(()),
        _ => {
            fs::create_dir_all(path.parent().expect("it is in the copy"))?;
            fs::write(path, content)
        }
    }
}
