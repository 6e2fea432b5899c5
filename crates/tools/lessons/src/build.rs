//! Builds programs of lessons in a small package in the target folder. No file of this workspace is changed.
//!
//! Its features are the runtimes. Its target folder is ours: a dependency that is compiled there already is not
//! compiled once more.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread;

use cargo_metadata::diagnostic::DiagnosticLevel;
use cargo_metadata::{Message, MetadataCommand};
use classroom::programs::{Runtime, read, root, shown};
use classroom::run::{cargo, show};
use classroom::{Context, Error, Result, say};

use crate::files::{lock, share, write};
use crate::outcome::Diagnostic;
use crate::process::Show;
use crate::text::Case;

/// What became of a program.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// rustc's errors.
    pub errors: Vec<Diagnostic>,
    /// rustc's warnings.
    pub warnings: Vec<Diagnostic>,
    /// The program, unless rustc refused it.
    pub executable: Option<PathBuf>,
}

/// cargo's target folder: the environment and the configuration may name another one.
pub fn target() -> Result<PathBuf> {
    static TARGET: LazyLock<Result<PathBuf>> = LazyLock::new(|| {
        let mut command = MetadataCommand::new();
        command.manifest_path(root()?.join("Cargo.toml")).no_deps();
        let metadata = command.exec().context("cargo cannot read this workspace")?;
        Ok(metadata.target_directory.into_std_path_buf())
    });
    TARGET.clone()
}

/// Builds programs of lessons.
pub fn build(cases: &[Case], show_all: Show) -> Result<BTreeMap<String, Built>> {
    build_with_features(cases, show_all, BTreeSet::new())
}

/// Builds programs of lessons that record what their tasks do.
pub fn build_recording(cases: &[Case]) -> Result<BTreeMap<String, Built>> {
    build_with_features(cases, Show::Yes, BTreeSet::from(["record"]))
}

fn build_with_features(
    cases: &[Case],
    show_all: Show,
    mut features: BTreeSet<&str>,
) -> Result<BTreeMap<String, Built>> {
    let folder = target()?.join("lessons");
    let _lock = lock(&folder)?;
    write_manifest(&folder)?;
    let mut command = cargo_there("build")?;
    if cases.len() > 1 {
        command.arg("--keep-going");
    }
    // The path that a message has, and the one that is shown: of the file that is kept, or that was derived.
    let mut paths = vec![(root()?.join("").to_string_lossy().into_owned(), String::new())];
    for case in cases {
        let path = format!("src/bin/{}.rs", case.name);
        let derived = folder.join(&path);
        write(&derived, &case.text)?;
        let is_kept = read(&case.source).is_ok_and(|text| text == case.text);
        paths.push((path, shown(if is_kept { &case.source } else { &derived })));
        command.args(["--bin", &case.name]);
        features.extend(case.runtime.map(Runtime::name));
    }
    if !features.is_empty() {
        command.args(["--features", &features.into_iter().collect::<Vec<_>>().join(",")]);
    }
    let readable = |text: &str| {
        paths.iter().fold(text.to_string(), |text, (path, readable)| text.replace(path, readable))
    };
    let mut built = build_with(command, show_all, readable)?;
    built.retain(|name, _| cases.iter().any(|case| case.name == *name));
    for Case { name, .. } in cases {
        if built.get(name).is_none_or(|it| it.errors.is_empty() && it.executable.is_none()) {
            return Err(Error::new(format!("cargo could not build {name}; see above")));
        }
    }
    Ok(built)
}

/// cargo in the small package. It is started in our folder, so that the command that is shown can be typed.
fn cargo_there(verb: &str) -> Result<Command> {
    let (root, target) = (root()?, target()?);
    let target = target.strip_prefix(root).unwrap_or(&target);
    let mut command = cargo(&[verb, "--manifest-path"])?;
    // Flags that the environment or a configuration has, such as `-D warnings`, change what rustc says.
    command.env("CARGO_ENCODED_RUSTFLAGS", "");
    command.arg(target.join("lessons").join("Cargo.toml")).arg("--target-dir").arg(target);
    Ok(command)
}

/// Versions and profiles are those of this workspace.
fn write_manifest(folder: &Path) -> Result<()> {
    let root = root()?;
    let mut manifest = String::from(
        "[package]\nname = \"lesson\"\nversion = \"0.1.0\"\nedition.workspace = true\n\n[dependencies]\n",
    );
    for dependency in ["asyncio", "fastrand", "pollster"] {
        manifest += &format!("{dependency}.workspace = true\n");
    }
    for runtime in Runtime::ALL {
        manifest += &format!("{runtime} = {{ workspace = true, optional = true }}\n");
    }
    // A feature that the manifest does not name would have cargo ask the registry each time.
    manifest += "\n[features]\nrecord = [\"asyncio/record\"]\n";
    let ours = read(&root.join("Cargo.toml"))?;
    let find = |heading: &str| {
        let missing = || Error::new(format!("Cargo.toml has no {heading}"));
        ours.find(heading).ok_or_else(missing)
    };
    let (start, end) = (find("[workspace.package]")?, find("[profile.dev.package]")?);
    let path = root.to_string_lossy().replace('\\', "\\\\").replace('"', "\\\"");
    let path = format!("path = \"{path}/");
    manifest += &format!("\n{}", ours[start..end].replace("path = \"", &path));
    write(&folder.join("Cargo.toml"), manifest)?;
    write(&folder.join("Cargo.lock"), read(&root.join("Cargo.lock"))?)
}

/// A lock to hold while many programs are built, run and deleted: another such command must wait.
pub fn batch() -> Result<File> {
    lock(&target()?.join("lessons-batch"))
}

/// A lock to hold from before programs are built until they have run, so that no command deletes them.
pub fn in_use() -> Result<File> {
    share(&target()?.join("lessons-in-use"))
}

/// Deletes all programs of lessons and what cargo built from them: each takes megabytes.
pub fn clean() -> Result<()> {
    let folder = target()?.join("lessons");
    let (_unused, _lock) = (lock(&target()?.join("lessons-in-use"))?, lock(&folder)?);
    let status = cargo_there("clean")?.args(["--quiet", "--package", "lesson"]).status();
    status.context("cannot start cargo")?; // cargo cleans what it finds the source of
    fs::remove_dir_all(&folder).context(format_args!("cannot delete {}", shown(&folder)))
}

/// Builds programs or tests of this workspace or of a copy. The executables, by their names.
pub fn build_with(
    mut command: Command,
    show_all: Show,
    readable: impl Fn(&str) -> String,
) -> Result<BTreeMap<String, Built>> {
    if show_all == Show::Yes {
        show("cargo", &command);
    }
    let is_coloured = show_all == Show::Yes && has_colour();
    let format = if is_coloured { "json-diagnostic-rendered-ansi" } else { "json" };
    command
        .args(["--message-format", format])
        .envs([("CARGO_TERM_PROGRESS_WHEN", "never"), ("CARGO_TERM_COLOR", "never")])
        .envs([("CARGO_TERM_QUIET", "false"), ("CARGO_TERM_VERBOSE", "false")]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().context("cannot start cargo")?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let stderr = BufReader::new(stderr.expect("it is piped"));
    let status =
        thread::spawn(move || stderr.lines().map_while(|it| it.ok()).for_each(show_status));
    let mut built = BTreeMap::<String, Built>::new();
    for message in Message::parse_stream(BufReader::new(stdout.expect("it is piped"))) {
        match message.context("cannot read what cargo says")? {
            Message::CompilerMessage(message) => {
                let (target, message) = (message.target.name, message.message);
                let text = readable(message.rendered.as_deref().unwrap_or_default());
                let (code, message, level) = (message.code, message.message, message.level);
                let is_summary = code.is_none()
                    && (message.starts_with("aborting due to") || message.contains(" emitted"));
                if is_summary {
                    continue;
                }
                if show_all == Show::Yes {
                    say(&format!("{}\n", text.trim_end()));
                }
                let built = built.entry(target).or_default();
                let (code, text) = (code.map(|code| code.code), without_colours(&text));
                let diagnostic = Diagnostic { code, message, text };
                match level {
                    DiagnosticLevel::Error => built.errors.push(diagnostic),
                    DiagnosticLevel::Warning => built.warnings.push(diagnostic),
                    _ => {}
                }
            }
            Message::CompilerArtifact(artifact) if artifact.executable.is_some() => {
                let executable = artifact.executable.map(PathBuf::from);
                built.entry(artifact.target.name).or_default().executable = executable;
            }
            _ => {}
        }
    }
    let _ = status.join();
    child.wait().context("cannot wait for cargo")?;
    // A library that the programs need.
    if let Some(library) = built.get("asyncio").filter(|built| !built.errors.is_empty()) {
        let text: Vec<_> = library.errors.iter().map(|error| error.text.as_str()).collect();
        return Err(Error::new(format!("crates/asyncio does not compile:\n{}", text.concat())));
    }
    Ok(built)
}

/// Shows what cargo does, without its usual lines.
fn show_status(line: String) {
    let is_lesson = line.contains(" lesson v");
    let usual = ["Finished ", "warning: `", "warning: build failed", "error: could not compile "];
    let text = line.trim_start();
    if !is_lesson && !text.is_empty() && !usual.iter().any(|it| text.starts_with(it)) {
        say(&line);
    }
}

/// A text without the codes that colour it, such as `\x1b[31m`.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let plain = parts.next().unwrap_or_default().to_string();
    plain + &parts.filter_map(|part| Some(part.split_once('m')?.1)).collect::<String>()
}

/// Whether stderr is a terminal on which colours are welcome.
fn has_colour() -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    std::io::stderr().is_terminal() && !is_set("NO_COLOR") && !is_dumb
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_message_that_is_shown_in_colour_is_kept_without() {
        let coloured = "\x1b[1m\x1b[91merror[E0728]\x1b[0m: `await`\n";
        assert_eq!(super::without_colours(coloured), "error[E0728]: `await`\n");
    }
}
