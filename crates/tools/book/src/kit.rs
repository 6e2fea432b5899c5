//! The book, and the folder that a class without a network works from.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::process::{Command, Stdio};

use classroom::programs::root;
use classroom::run::status as run;
use classroom::{Context, Error, Result, say};
use lessons::build::target;
use lessons::files::{lock, mirror, write};
use lessons::process::cargo;

use mdbook_driver::MDBook;
use pages::check::{faults, no_faults};

use crate::listings::Listings;

/// Builds the book of a checkout into its folder `book`, with the documentation of `crates/asyncio`, and checks it.
pub fn book(checkout: &Path) -> Result<bool> {
    let (docs, pages, target) =
        (checkout.join("docs"), checkout.join("book"), target()?.join("book"));
    let _lock = lock(&target)?;
    if !no_faults(&faults(&docs, "md")?) {
        return Ok(false);
    }
    let built = MDBook::load(docs).and_then(|mut book| {
        book.with_preprocessor(Listings { checkout: checkout.to_path_buf() });
        book.build()
    });
    built.map_err(|error| Error::new(format!("{error:#}")))?;
    let mut document = cargo(&["doc", "--no-deps", "--package", "asyncio"])?;
    document.arg("--target-dir").arg(&target);
    if !run("cargo", document)? {
        return Ok(false);
    }
    mirror(&target.join("doc"), &pages.join("api"))?;
    Ok(no_faults(&faults(&pages, "html")?))
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
    let folder = new_folder(folder, &root)?;
    let clone = folder.join(root.file_name().unwrap_or("workspace".as_ref()));
    let mut git = git(&root, &["clone", "--quiet", "--no-hardlinks"]);
    git.arg(&root).arg(&clone);
    let mut vendor = cargo(&["vendor", "--quiet", "--locked"])?;
    vendor.arg(folder.join("vendor"));
    write(&folder.join(".cargo").join("config.toml"), CONFIG)?;
    let is_copied = run("git", git)? && keep_origin(&root, &clone)? && run("cargo", vendor)?;
    if !(is_copied && book(&clone)?) {
        return Ok(false);
    }
    write(&folder.join("README.txt"), README)?;
    fs::remove_file(folder.join(UNFINISHED)).context("cannot delete UNFINISHED.txt")?;
    say(&format!("\nReady: {}\nREADME.txt in it says what to do with it.", folder.display()));
    Ok(true)
}

/// It is in the folder until everything is there.
const UNFINISHED: &str = "UNFINISHED.txt";
const NOT_FINISHED: &str = "`just offline` has not finished. Call it again.\n";

const CONFIG: &str = r#"# Made by `just offline`: cargo takes the crates from the folder beside this one.
[source.crates-io]
replace-with = "vendor"

[source.vendor]
directory = "vendor"

[net]
offline = true
"#;

const README: &str = "\
Copy this whole folder to a laptop that has Rust. In the folder that contains README.md and
justfile, programs, exercises and tests work without a network:

    cargo classroom run stage2-tokio
    cargo classroom exercise second-callback-tokio
    cargo test

The book is book/index.html there. For teachers, begin with docs/teachers.md.
";

/// The folder's whole path. It must be new, or empty, or be left by an interrupted call.
fn new_folder(folder: &str, root: &Path) -> Result<PathBuf> {
    // PowerShell completes to `'..\my class\'`, of which a program gets `..\my class"`.
    let folder = folder.trim_end_matches('"');
    let failed = format!("cannot make the folder {folder}");
    let path = absolute(folder).context(&failed)?;
    fs::create_dir_all(&path).context(&failed)?;
    // Without `..` and links.
    let real = |path: &Path| fs::canonicalize(path).context(&failed);
    let (is_inside, target) = (real(&path)?.starts_with(real(root)?), root.join("target"));
    if is_inside && !(target.exists() && real(&path)?.starts_with(real(&target)?)) {
        let _ = fs::remove_dir(&path); // if it is new
        return Err(Error::new(format!("{folder} is inside this repository: try ../class")));
    }
    // A user's own files are left alone, even beside a file of that name.
    let ours = [UNFINISHED, ".cargo", "vendor", "README.txt"].map(OsString::from);
    let clone = root.file_name().map(OsString::from);
    let is_ours = |name: OsString| ours.contains(&name) || Some(&name) == clone.as_ref();
    let mut names = fs::read_dir(&path).context(&failed)?.flatten().map(|it| it.file_name());
    let marked = fs::read_to_string(path.join(UNFINISHED)).is_ok_and(|text| text == NOT_FINISHED);
    if marked && names.all(is_ours) {
        say(&format!("{folder} was not finished. It is made anew."));
        fs::remove_dir_all(&path).context(&failed)?;
    } else if fs::read_dir(&path).context(&failed)?.next().is_some() {
        return Err(Error::new(format!("{folder} is not empty: give the name of a new folder")));
    }
    write(&path.join(UNFINISHED), NOT_FINISHED)?;
    Ok(path)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_new_and_outside_of_the_repository() {
        let folder = root().unwrap().join("target").join("new folder");
        let _ = fs::remove_dir_all(&folder);
        let repository = folder.join("repository");
        fs::create_dir_all(&repository).unwrap();
        let new = |name: &str| new_folder(&format!("{}/{name}", repository.display()), &repository);
        let refused = |name: &str| new(name).unwrap_err().to_string();
        assert!(refused("inside").contains("is inside this repository"));
        assert!(!repository.join("inside").exists() && new("target/class").is_ok());
        #[cfg(unix)] // another name for it, as one in other letters is on Windows
        {
            std::os::unix::fs::symlink(&repository, folder.join("link")).unwrap();
            let inside = folder.join("link/inside").display().to_string();
            assert!(new_folder(&inside, &repository).is_err());
        }

        let class = new("../class").unwrap();
        fs::write(class.join("README.txt"), "").unwrap();
        assert!(new("../class").is_ok() && !class.join("README.txt").exists());
        assert_eq!(new("../class/").unwrap(), new("../class\"").unwrap());
        fs::write(class.join("thesis.txt"), "").unwrap();
        assert!(refused("../class").contains("is not empty") && class.join("thesis.txt").exists());
        assert!(refused("..").contains("is not empty"));
    }
}
