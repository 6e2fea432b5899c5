//! The book, and the folder that a class without a network works from.

use std::env;
use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::process::{Command, Stdio};

use classroom::programs::root;
use classroom::run::status as run;
use classroom::{Context, Error, Result, say};
use lessons::build::target;
use lessons::files::{lock, write};
use lessons::process::cargo;
use mdbook_driver::{MDBook, errors};
use pages::check::no_faults;

use crate::listings::whole_files;

/// Checks the pages of a checkout, then builds the book into its folder `book`. False if something is wrong with a
/// page.
pub fn book(checkout: &Path) -> Result<bool> {
    let _lock = lock(&target()?.join("book"))?;
    if !no_faults(checkout)? {
        return Ok(false);
    }
    let failed = |error: errors::Error| Error::new(format!("{error:#}"));
    let (mut book, mut done) = (MDBook::load(checkout.join("docs")).map_err(failed)?, Ok(()));
    book.book.for_each_chapter_mut(|page| match whole_files(checkout, &page.content) {
        Ok(content) => page.content = content,
        Err(error) => done = Err(error),
    });
    done?;
    book.build().map_err(failed)?;
    Ok(true)
}

/// Builds the book, and opens it.
pub fn open_book() -> Result<bool> {
    let root = root()?;
    let page = root.join("book").join("index.html");
    let is_built = book(&root)?;
    if page.is_file() {
        let which = if is_built { "" } else { "It could not be built. An older one is there.\n" };
        say(&format!("\n{which}If no browser opens: {}", page.display()));
        let program = match env::consts::OS {
            "windows" => "explorer", // unlike `start`, it takes a path with `&`
            "macos" => "open",
            _ => "xdg-open",
        };
        let mut browser = Command::new(program);
        browser.arg(page).stdin(Stdio::null()).stderr(Stdio::null());
        let _ = browser.spawn(); // it need not be there
    }
    Ok(is_built)
}

/// Makes a folder with everything that a laptop with the toolchain needs: a clone of this repository with the
/// book, and the crates that it depends on. The folder's own configuration tells cargo where they are, so no
/// file of the clone is changed.
pub fn offline(folder: &str) -> Result<bool> {
    let root = root()?;
    if !root.join(".git").exists() {
        return Err(Error::new("this folder was not made by `git clone`, so git cannot copy it"));
    }
    let (folder, part) = new_folder(folder, &root)?;
    let failed = format!("cannot make the folder {}", folder.display());
    if part.exists() {
        fs::remove_dir_all(&part).context(&failed)?; // left by an interrupted call
    }
    let clone = part.join(root.file_name().unwrap_or("workspace".as_ref()));
    let mut git = git(&root, &["clone", "--quiet", "--no-hardlinks"]);
    git.arg(&root).arg(&clone);
    let mut vendor = cargo(&["vendor", "--quiet", "--locked"])?;
    vendor.arg(part.join("vendor"));
    write(&part.join(".cargo/config.toml"), include_str!("offline/config.toml"))?;
    write(&part.join("README.txt"), include_str!("offline/README.txt"))?;
    let is_copied = run("git", git)? && keep_origin(&root, &clone)? && run("cargo", vendor)?;
    if !(is_copied && book(&clone)?) {
        return Ok(false);
    }
    fs::rename(part, &folder).context(&failed)?;
    say(&format!("\nReady: {}\nREADME.txt in it says what to do with it.", folder.display()));
    Ok(true)
}

/// The folder, which must be new or empty, and one beside it that gets its name when everything is there.
fn new_folder(folder: &str, root: &Path) -> Result<(PathBuf, PathBuf)> {
    // PowerShell completes to `'..\my class\'`, of which a program gets `..\my class"`.
    let folder = folder.trim_end_matches('"');
    let path = absolute(folder).context(format_args!("cannot make the folder {folder}"))?;
    // Without `..` and links.
    let real = |path: &Path| path.ancestors().find_map(|it| fs::canonicalize(it).ok());
    let is_in = |other: &Path| {
        other.exists()
            && real(&path).zip(real(other)).is_some_and(|(it, other)| it.starts_with(other))
    };
    if is_in(root) && !is_in(&root.join("target")) {
        return Err(Error::new(format!("{folder} is inside this repository: try ../class")));
    }
    let name = path.file_name().map(|name| format!("{}.unfinished", name.display()));
    // It deletes nothing but an empty folder.
    if name.is_none() || path.exists() && fs::remove_dir(&path).is_err() {
        return Err(Error::new(format!("{folder} is not empty: give the name of a new folder")));
    }
    let part = path.with_file_name(name.unwrap_or_default());
    Ok((path, part))
}

/// The clone pulls from where this one pulls, not from this one.
fn keep_origin(root: &Path, clone: &Path) -> Result<bool> {
    let output = git(root, &["remote", "get-url", "origin"])
        .output()
        .context("cannot start git, which `just doctor` looks for")?;
    let url = String::from_utf8_lossy(&output.stdout).trim().to_string();
    Ok(url.is_empty() || run("git", git(clone, &["remote", "set-url", "origin", &url]))?)
}

fn git(folder: &Path, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(arguments);
    git
}

#[test]
fn the_folder_is_new_and_outside_of_the_repository() {
    let folder = root().unwrap().join("target").join("new folder");
    let _ = fs::remove_dir_all(&folder);
    let repository = folder.join("repository");
    fs::create_dir_all(&repository).unwrap();
    let new = |name: &str| new_folder(&format!("{}/{name}", repository.display()), &repository);
    let refused = |name: &str| new(name).unwrap_err().to_string();
    assert!(refused("inside").contains("is inside this repository"));
    #[cfg(unix)] // another name for it, as one in other letters is on Windows
    {
        std::os::unix::fs::symlink(&repository, folder.join("link")).unwrap();
        assert!(refused("../link/inside").contains("is inside this repository"));
    }
    fs::create_dir_all(folder.join("class")).unwrap();
    let (class, part) = new("../class").unwrap();
    assert_eq!(new("../class/").unwrap().1, part);
    assert_eq!(new("../class\"").unwrap(), (class, part));
    assert!(refused("..").contains("is not empty") && repository.exists());
}
