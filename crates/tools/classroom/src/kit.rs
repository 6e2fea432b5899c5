//! The book, and the folder that a class without a network works from.

use std::env;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use crate::copy::mirror;
use crate::output::say;
use crate::programs::root;
use crate::run::{cargo, run_shown, show_command};

/// The one version that the book is built with.
const MDBOOK: &str = "mdbook@0.5.4";

/// Builds the book of a checkout into its folder `book`, with the documentation of `crates/asyncio`, and checks
/// it. The first time, cargo compiles mdBook, which takes minutes; afterwards it is in `target/mdbook`.
///
/// # Errors
/// If cargo or mdBook cannot be started, or a file cannot be copied.
pub fn book(checkout: &Path) -> Result<bool, String> {
    let (root, pages) = (root()?, checkout.join("book"));
    let target = root.join("target");
    let home = target.join("mdbook");
    let mut install = cargo(&["install", "--quiet", "--locked", MDBOOK])?;
    // Without its server, which is most of it.
    install.args(["--no-default-features", "--features", "search", "--root"]).arg(&home);
    let mut build = Command::new(home.join("bin").join("mdbook"));
    build.arg("build").arg(checkout.join("docs")).env("CARGO_TARGET_DIR", &target);
    let mut document = cargo(&["doc", "--quiet", "--no-deps", "--package", "asyncio"])?;
    document.arg("--target-dir").arg(target.join("book"));
    let mut check = cargo(&["run", "--quiet", "--package", "book", "--", "check"])?;
    check.arg(&pages);
    if !(run_shown(install)? && run("mdbook", build)? && run_shown(document)?) {
        return Ok(false);
    }
    let failed = |error| format!("cannot copy the documentation to {}: {error}", pages.display());
    mirror(&target.join("book").join("doc"), &pages.join("api")).map_err(failed)?;
    run_shown(check)
}

/// Builds the book, and opens it.
///
/// # Errors
/// If [`book`] has one.
pub fn open_book() -> Result<bool, String> {
    let root = root()?;
    let page = root.join("book").join("index.html");
    let is_built = book(&root)?;
    if !is_built && page.is_file() {
        say("\nIt could not be built anew. This is the one that was there.");
    }
    if page.is_file() {
        say(&format!("\nIf no browser opens: {}", page.display()));
        let (program, arguments): (_, &[_]) = match env::consts::OS {
            "windows" => ("cmd", &["/c", "start", ""]),
            "macos" => ("open", &[]),
            _ => ("xdg-open", &[]),
        };
        let mut browser = Command::new(program);
        browser.args(arguments).arg(page).stdin(Stdio::null()).stderr(Stdio::null());
        let _ = browser.spawn(); // it need not be there
    }
    Ok(is_built)
}

/// Makes a folder that is all that a laptop with the toolchain needs: a clone of this repository with the
/// book, and the crates that it depends on. cargo finds these by the folder's own configuration, so no
/// file of the clone is changed.
///
/// # Errors
/// If there is something in the folder already, or this is no git checkout, or a command cannot be started.
pub fn offline(folder: &str) -> Result<bool, String> {
    let root = root()?;
    if !root.join(".git").exists() {
        return Err("this folder was not made by `git clone`, so git cannot copy it".to_string());
    }
    let folder = new_folder(folder, &root)?;
    let name = root.file_name().ok_or("the workspace has no name")?;
    let clone = folder.join(name);
    let mut git = git(&root, &["clone", "--quiet", "--no-hardlinks"]);
    git.arg(&root).arg(&clone);
    let mut vendor = cargo(&["vendor", "--quiet", "--locked"])?;
    vendor.arg(folder.join("vendor"));
    if !(run("git", git)? && points_where_this_one_does(&root, &clone)? && run_shown(vendor)?) {
        return Ok(false);
    }
    let failed = |error: io::Error| format!("cannot write to {}: {error}", folder.display());
    fs::create_dir_all(folder.join(".cargo")).map_err(failed)?;
    fs::write(folder.join(".cargo").join("config.toml"), CONFIG).map_err(failed)?;
    fs::write(folder.join("README.txt"), README).map_err(failed)?;
    if !book(&clone)? {
        return Ok(false);
    }
    say(&format!("\nReady: {}\nWhat to do with it: README.txt in it", folder.display()));
    Ok(true)
}

const CONFIG: &str = r#"# Made by `just offline`: cargo takes the crates from the folder beside this one.
[source.crates-io]
replace-with = "vendor"

[source.vendor]
directory = "vendor"

[net]
offline = true
"#;

const README: &str = "\
Copy this whole folder to a laptop that has Rust. In the folder in which
README.md and justfile are, programs, exercises and tests work without a network:

    cargo classroom run stage2-tokio
    cargo test

The book is book/index.html there.
";

/// The folder's whole path. It must be new, or empty.
fn new_folder(folder: &str, root: &Path) -> Result<PathBuf, String> {
    let here =
        env::current_dir().map_err(|error| format!("there is no current folder: {error}"))?;
    let path = without_dots(&here.join(folder));
    if path.starts_with(root) && !path.starts_with(root.join("target")) {
        return Err(format!("{} is inside of this repository: try ../class", path.display()));
    }
    let unreadable = |error| format!("cannot read {}: {error}", path.display());
    if path.exists() && fs::read_dir(&path).map_err(unreadable)?.next().is_some() {
        return Err(format!("{} is not empty: give the name of a new folder", path.display()));
    }
    fs::create_dir_all(&path).map_err(|e| format!("cannot make {}: {e}", path.display()))?;
    Ok(path)
}

/// `/a/../b` is `/b`, which need not be there.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// A clone of a clone would pull from this folder.
fn points_where_this_one_does(root: &Path, clone: &Path) -> Result<bool, String> {
    let output = git(root, &["remote", "get-url", "origin"]).output().map_err(no_git)?;
    let url = String::from_utf8_lossy(&output.stdout).trim().to_string();
    if url.is_empty() {
        return Ok(true);
    }
    run("git", git(clone, &["remote", "set-url", "origin", &url]))
}

fn git(folder: &Path, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(arguments);
    git
}

fn no_git(error: io::Error) -> String {
    format!("cannot start git: {error}")
}

fn run(name: &str, mut command: Command) -> Result<bool, String> {
    show_command(name, &command);
    let status = command.status().map_err(|error| format!("cannot start {name}: {error}"))?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_beside_the_repository_is_not_inside_of_it() {
        let (root, beside) = (Path::new("/course/main"), "/course/main/docs/../../class");
        assert_eq!(without_dots(Path::new(beside)), Path::new("/course/class"));
        assert!(!without_dots(Path::new(beside)).starts_with(root));
        assert!(without_dots(&root.join("./docs/../inside")).starts_with(root));
    }
}
