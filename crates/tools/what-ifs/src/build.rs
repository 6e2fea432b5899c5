//! Builds changed programs, in a small workspace in `target/what-if`. No file of this one is changed.
//!
//! It has a package for each runtime, and its target folder is ours: what is compiled there already, tokio
//! for example, is not compiled once more.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use classroom::copy::update;
use classroom::programs::{Runtime, read, root};
use classroom::run::{Headline, cargo, plain, said_by, said_in_colour};
use compile_fail::compiler::{Message, messages};

use crate::WhatIf;

/// What rustc said of the programs that were built.
#[derive(Debug)]
pub struct Built {
    messages: Vec<Message>,
    /// What cargo said, if it was not shown.
    unseen: String,
}

/// Builds what-ifs, each on a runtime. If it is only one, shows what cargo says.
///
/// # Errors
/// If one does not fit its program, a file cannot be written, or cargo cannot be started.
pub fn build(cases: &[(&WhatIf, Runtime)]) -> Result<Built, String> {
    let workspace = workspace()?;
    for (what_if, runtime) in cases {
        write(&source(&workspace, what_if, *runtime), &what_if.changed(*runtime)?)?;
        // What is there afterwards has been built now.
        let _ = fs::remove_file(binary(what_if, *runtime)?);
    }
    let mut command = cargo_there("build")?;
    let said = match cases {
        [(what_if, runtime)] => {
            command.args(["--package", &package(*runtime), "--bin", &what_if.on(*runtime)]);
            said_in_colour(command)?.1
        }
        _ => {
            command.args(["--workspace", "--bins", "--keep-going"]);
            said_by(command, |_| false)?.1
        }
    };
    let said = plain(&said);
    let unseen = if cases.len() == 1 { String::new() } else { format!(":\n{said}") };
    Ok(Built { messages: messages(&said), unseen })
}

impl Built {
    /// The errors and the warnings of a program.
    ///
    /// # Errors
    /// If it has no error, and is not there all the same; then something else has gone wrong.
    pub fn of(
        &self,
        what_if: &WhatIf,
        runtime: Runtime,
    ) -> Result<(Vec<Headline>, Vec<String>), String> {
        let file = source(Path::new(""), what_if, runtime);
        let file = file.to_string_lossy().replace('\\', "/");
        let of_file = self.messages.iter().filter(|it| it.file == file).map(|it| &it.headline);
        let (errors, warnings): (Vec<_>, Vec<_>) = of_file.partition(|it| it.starts_with("error"));
        let errors: Vec<_> =
            errors.into_iter().map(|it| Headline::of(it)).collect::<Result<_, _>>()?;
        if errors.is_empty() && !binary(what_if, runtime)?.is_file() {
            return Err(format!("cargo could not build {}{}", what_if.on(runtime), self.unseen));
        }
        let text = |line: &String| line.trim_start_matches("warning: ").to_string();
        Ok((errors, warnings.into_iter().map(text).collect()))
    }
}

/// Deletes all changed programs and what cargo has made of them: each takes megabytes.
///
/// # Errors
/// If cargo cannot be started.
pub fn clean() -> Result<(), String> {
    let workspace = workspace()?;
    let mut command = cargo_there("clean")?;
    for runtime in Runtime::ALL {
        command.args(["--package", &package(runtime)]);
    }
    // cargo cleans what it finds the source of.
    let (cleaned, said) = said_by(command, |_| false)?;
    for runtime in Runtime::ALL {
        let _ = fs::remove_dir_all(sources(&workspace, runtime));
    }
    if cleaned {
        Ok(())
    } else {
        Err(format!("cargo cannot clean {}: {said}", workspace.display()))
    }
}

/// Where cargo puts a changed program.
///
/// # Errors
/// If the system does not tell where this one is.
pub fn binary(what_if: &WhatIf, runtime: Runtime) -> Result<PathBuf, String> {
    let name = format!("{}{}", what_if.on(runtime), env::consts::EXE_SUFFIX);
    Ok(target()?.join("debug").join(name))
}

/// The file of a changed program, to be shown.
#[must_use]
pub fn shown(what_if: &WhatIf, runtime: Runtime) -> String {
    let path = source(Path::new(FOLDER), what_if, runtime);
    path.to_string_lossy().replace('\\', "/")
}

const FOLDER: &str = "target/what-if";

fn package(runtime: Runtime) -> String {
    format!("what-if-{runtime}")
}

fn sources(workspace: &Path, runtime: Runtime) -> PathBuf {
    workspace.join(runtime.name()).join("src/bin")
}

fn source(workspace: &Path, what_if: &WhatIf, runtime: Runtime) -> PathBuf {
    sources(workspace, runtime).join(format!("{}.rs", what_if.on(runtime)))
}

/// cargo, at work in the small workspace. It is started in ours, so that one can type what is shown.
fn cargo_there(verb: &str) -> Result<Command, String> {
    let (root, target) = (root()?, target()?);
    let mut command = cargo(&[verb])?;
    command.arg("--manifest-path").arg(format!("{FOLDER}/Cargo.toml"));
    command.arg("--target-dir").arg(target.strip_prefix(root).unwrap_or(&target));
    Ok(command)
}

/// The target folder that this program, or this test, is in: it may have another name or place.
fn target() -> Result<PathBuf, String> {
    let this = env::current_exe();
    let this = this.map_err(|error| format!("cannot tell where the programs are: {error}"))?;
    let profile = this.ancestors().skip(1).find(|folder| !folder.ends_with("deps"));
    let target = profile.and_then(Path::parent).ok_or("this program is in no target folder")?;
    Ok(target.to_path_buf())
}

/// Makes the small workspace. Its `Cargo.toml` is ours with other members.
fn workspace() -> Result<PathBuf, String> {
    let root = root()?;
    let workspace = root.join(FOLDER);
    write(&workspace.join("Cargo.toml"), &manifest(&read(&root.join("Cargo.toml"))?)?)?;
    write(&workspace.join("Cargo.lock"), &read(&root.join("Cargo.lock"))?)?;
    for runtime in Runtime::ALL {
        let folder = workspace.join(runtime.name());
        write(&folder.join("Cargo.toml"), &member(runtime))?;
        // A package needs a program or a library, and has no program yet.
        write(&folder.join("src/lib.rs"), "//! Changed programs, made by `just what-if`.\n")?;
    }
    Ok(workspace)
}

fn manifest(ours: &str) -> Result<String, String> {
    // What is said of single packages is about none of those that are used here.
    let ours = ours.split("\n[profile.dev.package]").next().unwrap_or_default();
    let members: Vec<_> = Runtime::ALL.iter().map(|runtime| format!("\"{runtime}\"")).collect();
    let lines = ours.lines().filter(|line| !line.starts_with("default-members"));
    let lines = lines.map(|line| match line.split_once(" = ") {
        Some(("members", _)) => format!("members = [{}]", members.join(", ")),
        _ => line.replace("path = \"crates/", "path = \"../../crates/"),
    });
    Ok(lines.map(|line| line + "\n").collect())
}

fn member(runtime: Runtime) -> String {
    let package = package(runtime);
    let from_workspace = ["edition", "rust-version", "license", "publish"];
    let from_workspace = from_workspace.map(|key| format!("{key}.workspace = true\n")).concat();
    format!(
        "[package]\nname = \"{package}\"\nversion = \"0.1.0\"\n{from_workspace}\n\
         [lints]\nworkspace = true\n\n\
         [dependencies]\nasyncio.workspace = true\n{runtime}.workspace = true\n"
    )
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    update(path, text.as_bytes())
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}
