//! The book, and the folder that a class without a network works from.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use crate::check::faults;
use classroom::programs::root;
use classroom::run::{cargo, show};
use classroom::{Context, Error, Result, say};
use lessons::build::target;
use lessons::files::mirror;

/// The one version that the book is built with.
const MDBOOK: &str = "mdbook@0.5.4";

/// Builds the book of a checkout into its folder `book`, with the documentation of `crates/asyncio`, and checks
/// it. The first time, cargo compiles mdBook, which takes minutes; afterwards it is in `target/mdbook`.
pub fn book(checkout: &Path) -> Result<bool> {
    let (pages, target) = (checkout.join("book"), target()?);
    let home = target.join("mdbook");
    if !home.join("bin").exists() {
        say(
            "The first time, this compiles mdBook: five minutes on two cores. It resumes if interrupted.",
        );
    }
    let mut install = cargo(&["install", "--locked", MDBOOK])?;
    // Without its server, which is most of it.
    install.args(["--no-default-features", "--features", "search", "--root"]).arg(&home);
    install.arg("--target-dir").arg(target.join("mdbook").join("target"));
    let mut build = Command::new(home.join("bin").join("mdbook"));
    build.arg("build").arg(checkout.join("docs")).env("CARGO_TARGET_DIR", &target);
    let mut document = cargo(&["doc", "--no-deps", "--package", "asyncio"])?;
    document.arg("--target-dir").arg(target.join("book"));
    if !(run("cargo", install)? && run("mdbook", build)? && run("cargo", document)?) {
        return Ok(false);
    }
    mirror(&target.join("book").join("doc"), &pages.join("api"))?;
    let faults = faults(&pages, "html")?;
    faults.iter().for_each(|fault| say(&format!("book: {fault}")));
    Ok(faults.is_empty())
}

/// Builds the book, and opens it.
pub fn open_book() -> Result<bool> {
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
pub fn offline(folder: &str) -> Result<bool> {
    let root = root()?;
    if !root.join(".git").exists() {
        return Err(Error::new("this folder was not made by `git clone`, so git cannot copy it"));
    }
    let folder = new_folder(folder, &root)?;
    let name = root.file_name().ok_or_else(|| Error::new("the workspace has no name"))?;
    let clone = folder.join(name);
    let mut git = git(&root, &["clone", "--quiet", "--no-hardlinks"]);
    git.arg(&root).arg(&clone);
    let mut vendor = cargo(&["vendor", "--quiet", "--locked"])?;
    vendor.arg(folder.join("vendor"));
    if !(run("git", git)? && points_where_this_one_does(&root, &clone)? && run("cargo", vendor)?) {
        return Ok(false);
    }
    write(&folder.join(".cargo").join("config.toml"), CONFIG)?;
    if !book(&clone)? {
        return Ok(false);
    }
    write(&folder.join(README), README_TEXT)?;
    let unfinished = folder.join(UNFINISHED);
    fs::remove_file(&unfinished).context(format_args!("cannot delete {}", unfinished.display()))?;
    say(&format!("\nReady: {}\nWhat to do with it: {README} in it", folder.display()));
    Ok(true)
}

fn write(file: &Path, text: &str) -> Result<()> {
    let failed = format!("cannot write {}", file.display());
    fs::create_dir_all(file.parent().unwrap_or(file)).context(&failed)?;
    fs::write(file, text).context(&failed)
}

/// It is in the folder until all is there.
const UNFINISHED: &str = "UNFINISHED.txt";

const CONFIG: &str = r#"# Made by `just offline`: cargo takes the crates from the folder beside this one.
[source.crates-io]
replace-with = "vendor"

[source.vendor]
directory = "vendor"

[net]
offline = true
"#;

const README: &str = "README.txt";

const README_TEXT: &str = "\
Copy this whole folder to a laptop that has Rust. In the folder that contains README.md and
justfile, programs, exercises and tests work without a network:

    cargo classroom run stage2-tokio
    cargo classroom exercise second-callback-tokio
    cargo test

The book is book/index.html there. For teachers, begin with docs/teachers.md.
";

/// The folder's whole path. It must be new, or empty, or what an interrupted call has left.
fn new_folder(folder: &str, root: &Path) -> Result<PathBuf> {
    let here = env::current_dir().context("there is no current folder")?;
    let path = without_dots(&here.join(folder));
    let shown = path.display().to_string();
    if path.starts_with(root) && !path.starts_with(root.join("target")) {
        return Err(Error::new(format!("{shown} is inside this repository: try ../class")));
    }
    if path.join(UNFINISHED).exists() {
        say(&format!("{shown} was not finished. It is made anew."));
        fs::remove_dir_all(&path).context(format_args!("cannot delete {shown}"))?;
    }
    let is_used = |mut entries: fs::ReadDir| entries.next().is_some();
    if path.exists()
        && fs::read_dir(&path).map(is_used).context(format_args!("cannot read {shown}"))?
    {
        return Err(Error::new(format!("{shown} is not empty: give the name of a new folder")));
    }
    write(&path.join(UNFINISHED), "`just offline` has not finished. Call it again.\n")?;
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
fn points_where_this_one_does(root: &Path, clone: &Path) -> Result<bool> {
    let output = git(root, &["remote", "get-url", "origin"]).output().context(NO_GIT)?;
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

const NO_GIT: &str = "cannot start git, which `just doctor` looks for";

fn run(name: &str, mut command: Command) -> Result<bool> {
    show(name, &command);
    let failed = if name == "git" { NO_GIT.to_string() } else { format!("cannot start {name}") };
    Ok(command.status().context(failed)?.success())
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
