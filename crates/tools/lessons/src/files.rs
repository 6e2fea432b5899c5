//! Files that are rewritten, and folders that several commands write to.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use classroom::programs::{entries, root, shown};
use classroom::{Context, Result, say};

/// Two commands must not write to the folder at the same time. The lock is beside it, because one may delete it.
pub fn lock(folder: &Path) -> Result<File> {
    let file = lock_file(folder)?;
    if file.try_lock().is_err() {
        say("Waiting for another command that builds programs …");
        file.lock().context("cannot wait for it")?;
    }
    Ok(file)
}

/// Several commands may use the folder's content. Meanwhile no command can [`lock`] it.
pub fn share(folder: &Path) -> Result<File> {
    let file = lock_file(folder)?;
    file.lock_shared().context("cannot wait for another command")?;
    Ok(file)
}

fn lock_file(folder: &Path) -> Result<File> {
    let file =
        fs::create_dir_all(folder).and_then(|()| File::create(folder.with_extension("lock")));
    file.context(format_args!("cannot write to {}", shown(folder)))
}

/// Writes a file, unless it already has this content: cargo would recompile it.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content.as_ref()) {
        return Ok(());
    }
    let failed = format!("cannot write {}", shown(path));
    fs::create_dir_all(path.parent().unwrap_or(path)).context(&failed)?;
    fs::write(path, content).context(&failed)
}

/// Makes a folder the same as another one, except for links. Leaves unchanged files alone.
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

/// Says which files a reader has changed, because their records may no longer hold. Without git, says nothing.
pub fn say_what_is_changed(files: &[PathBuf]) -> Result<()> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--modified", "--"]).args(files).current_dir(root()?);
    let changed = git.output().map_or(Vec::new(), |output| output.stdout);
    for file in String::from_utf8_lossy(&changed).lines() {
        say(&format!("You changed {file}; restore it with: git restore {file}"));
    }
    Ok(())
}
