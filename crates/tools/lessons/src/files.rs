//! Files that are made anew, and folders that several commands write to.

use std::fs::{self, File};
use std::path::Path;

use classroom::programs::shown;
use classroom::{Context, Result, say};

/// Two commands must not write to the folder at the same time.
pub fn lock(folder: &Path) -> Result<File> {
    let failed = format!("cannot write to {}", shown(folder));
    fs::create_dir_all(folder).context(&failed)?;
    let file = File::create(folder.join("lock")).context(&failed)?;
    if file.try_lock().is_err() {
        say("Waiting for another command that builds programs …");
        file.lock().context(&failed)?;
    }
    Ok(file)
}

/// Writes a file, unless it has this content: cargo would compile it anew.
pub fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    let failed = format!("cannot write {}", shown(path));
    fs::create_dir_all(path.parent().unwrap_or(path)).context(&failed)?;
    fs::write(path, text).context(&failed)
}

/// Makes a folder the same as another one, but for links. A file that has not changed is left alone.
pub fn mirror(from: &Path, to: &Path) -> Result<()> {
    let failed = format!("cannot copy {} to {}", shown(from), shown(to));
    fs::create_dir_all(to).context(&failed)?;
    for entry in fs::read_dir(to).context(&failed)? {
        let entry = entry.context(&failed)?;
        if !from.join(entry.file_name()).exists() {
            let is_folder = entry.file_type().context(&failed)?.is_dir();
            let path = entry.path();
            let deleted = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            deleted.context(&failed)?;
        }
    }
    for entry in fs::read_dir(from).context(&failed)? {
        let entry = entry.context(&failed)?;
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().context(&failed)?;
        if kind.is_dir() {
            mirror(&path, &copy)?;
        } else if kind.is_file() {
            let bytes = fs::read(&path).context(&failed)?;
            if fs::read(&copy).is_ok_and(|old| old == bytes) {
                continue;
            }
            fs::write(&copy, bytes).context(&failed)?;
        }
    }
    Ok(())
}
