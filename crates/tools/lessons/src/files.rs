//! Files that are made anew, and folders that several commands write to.

use std::fs::{self, File};
use std::path::Path;

use classroom::programs::{entries, shown};
use classroom::{Context, Result, say};

/// Two commands must not write to the folder at the same time. The lock is beside it, since one may delete it.
pub fn lock(folder: &Path) -> Result<File> {
    let failed = format!("cannot write to {}", shown(folder));
    fs::create_dir_all(folder).context(&failed)?;
    let file = File::create(folder.with_extension("lock")).context(&failed)?;
    if file.try_lock().is_err() {
        say("Waiting for another command that builds programs …");
        file.lock().context(&failed)?;
    }
    Ok(file)
}

/// Writes a file, unless it has this content: cargo would compile it anew.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content.as_ref()) {
        return Ok(());
    }
    let failed = format!("cannot write {}", shown(path));
    fs::create_dir_all(path.parent().unwrap_or(path)).context(&failed)?;
    fs::write(path, content).context(&failed)
}

/// Makes a folder the same as another one, but for links. A file that has not changed is left alone.
pub fn mirror(from: &Path, to: &Path) -> Result<()> {
    let failed = format!("cannot copy {} to {}", shown(from), shown(to));
    fs::create_dir_all(to).context(&failed)?;
    let copied = |path: &Path, folder: &Path| folder.join(path.file_name().unwrap_or_default());
    for path in entries(to)?.into_iter().filter(|path| !copied(path, from).exists()) {
        let deleted = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        deleted.context(&failed)?;
    }
    for path in entries(from)?.into_iter().filter(|path| !path.is_symlink()) {
        let copy = copied(&path, to);
        if path.is_dir() {
            mirror(&path, &copy)?;
        } else if path.is_file() {
            write(&copy, fs::read(&path).context(&failed)?)?;
        }
    }
    Ok(())
}
