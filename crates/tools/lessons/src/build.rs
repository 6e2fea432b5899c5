//! Builds programs of lessons in a small workspace in the target folder. No file of this workspace is changed.
//!
//! It has a package for each runtime, and one for programs that need none. Its target folder is ours: a
//! dependency that is compiled there already is not compiled once more.

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;

use cargo_metadata::diagnostic::DiagnosticLevel;
use cargo_metadata::{Message, MetadataCommand};
use classroom::programs::{Program, Runtime, read, root, shown};
use classroom::run::{cargo, cargo_for, show};
use classroom::{Context, Error, Result, say};

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
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    if let Some(target) = TARGET.get() {
        return Ok(target.clone());
    }
    let mut command = MetadataCommand::new();
    command.manifest_path(root()?.join("Cargo.toml")).no_deps();
    let metadata = command.exec().context("cargo cannot read this workspace")?;
    Ok(TARGET.get_or_init(|| metadata.target_directory.into_std_path_buf()).clone())
}

/// Builds programs of lessons. `None` for those that are not there afterwards, although nothing is wrong
/// with them.
pub fn build(cases: &[Case], show_all: Show) -> Result<BTreeMap<String, Built>> {
    let folder = target()?.join("lessons");
    let _lock = lock(&folder)?;
    write_workspace(&folder)?;
    let mut command = cargo_there("build")?;
    if cases.len() > 1 {
        command.arg("--keep-going");
    }
    for case in cases {
        write(&source(&folder, case), &case.text)?;
        command.args(["--bin", &case.name]);
    }
    let mut packages: Vec<_> = cases.iter().map(|case| package(case.runtime)).collect();
    packages.sort_unstable();
    packages.dedup();
    for package in packages {
        command.args(["--package", &package]);
    }
    let paths: Vec<_> = cases
        .iter()
        .map(|case| (shown(&source(Path::new(""), case)), readable_path(&folder, case)))
        .collect();
    let root = root()?.join("").to_string_lossy().into_owned();
    let readable = |text: &str| {
        let text = text.replace(&root, "");
        paths.iter().fold(text, |text, (path, readable)| text.replace(path, readable))
    };
    let mut built = build_with(command, show_all, readable)?;
    for case in cases {
        let found = built.get(&case.name);
        if found.is_none_or(|it| it.errors.is_empty() && it.executable.is_none()) {
            return Err(Error::new(format!("cargo could not build {}; see above", case.name)));
        }
    }
    built.retain(|name, _| cases.iter().any(|case| case.name == *name));
    Ok(built)
}

/// cargo in the small workspace. It is started in ours, so that one can type what is shown.
fn cargo_there(verb: &str) -> Result<Command> {
    let (root, target) = (root()?, target()?);
    let target = target.strip_prefix(root).unwrap_or(&target);
    let mut command = cargo(&[verb, "--manifest-path"])?;
    command.arg(target.join("lessons").join("Cargo.toml")).arg("--target-dir").arg(target);
    Ok(command)
}

/// Builds a program of this workspace, such as a student's answer, and shows what cargo says.
pub fn build_program(program: &Program) -> Result<Built> {
    let mut built = build_with(cargo_for("build", program)?, Show::Yes, str::to_string)?;
    Ok(built.remove(&program.name).unwrap_or_default())
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
    command.args(["--message-format", format]).env("CARGO_TERM_PROGRESS_WHEN", "never");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start cargo")?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let stderr = BufReader::new(stderr.expect("it is piped"));
    let status =
        thread::spawn(move || stderr.lines().map_while(|line| line.ok()).for_each(show_status));
    let mut built = BTreeMap::<String, Built>::new();
    for message in Message::parse_stream(BufReader::new(stdout.expect("it is piped"))) {
        match message.context("cannot read what cargo says")? {
            Message::CompilerMessage(message) => {
                let text = readable(message.message.rendered.as_deref().unwrap_or_default());
                let code = message.message.code.map(|code| code.code);
                let message_text = message.message.message;
                let is_summary = code.is_none()
                    && (message_text.starts_with("aborting due to")
                        || message_text.contains(" emitted"));
                if is_summary {
                    continue;
                }
                if show_all == Show::Yes {
                    say(&format!("{}\n", text.trim_end()));
                }
                let built = built.entry(message.target.name).or_default();
                let diagnostic = Diagnostic { code, message: message_text, text };
                match message.message.level {
                    DiagnosticLevel::Error => built.errors.push(diagnostic),
                    DiagnosticLevel::Warning => built.warnings.push(diagnostic),
                    _ => {}
                }
            }
            Message::CompilerArtifact(artifact) => {
                if let Some(executable) = artifact.executable {
                    let built = built.entry(artifact.target.name).or_default();
                    built.executable = Some(executable.into_std_path_buf());
                }
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

/// Shows what cargo does, but for what goes without saying.
fn show_status(line: String) {
    let is_lesson = line.contains("(/") && line.contains("lessons-");
    let goes_without_saying =
        ["Finished ", "warning: `", "warning: build failed", "error: could not compile "];
    let text = line.trim_start();
    if !is_lesson && !text.is_empty() && !goes_without_saying.iter().any(|it| text.starts_with(it))
    {
        say(&line);
    }
}

/// Whether stderr is a terminal on which colours are welcome.
fn has_colour() -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    std::io::stderr().is_terminal() && !is_set("NO_COLOR") && !is_dumb
}

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

fn package(runtime: Option<Runtime>) -> String {
    format!("lessons-{}", runtime.map_or("plain", Runtime::name))
}

fn source(folder: &Path, case: &Case) -> PathBuf {
    let package = folder.join(package(case.runtime));
    package.join("src/bin").join(format!("{}.rs", case.name))
}

/// The path that a message shows: of the file that is kept, or of the program that was derived from it.
fn readable_path(folder: &Path, case: &Case) -> String {
    let is_kept = read(&case.source).is_ok_and(|text| text == case.text);
    shown(&if is_kept { case.source.clone() } else { source(folder, case) })
}

/// The `Cargo.toml` of the small workspace is ours with other members.
fn write_workspace(folder: &Path) -> Result<()> {
    let root = root()?;
    let runtimes = || Runtime::ALL.into_iter().map(Some).chain([None]);
    let members: Vec<_> = runtimes().map(|it| format!("\"{}\"", package(it))).collect();
    let ours = read(&root.join("Cargo.toml"))?;
    let path = root.to_string_lossy().replace('\\', "/");
    let dependencies = section(&ours, "workspace.dependencies");
    let dependencies = dependencies.replace("path = \"", &format!("path = \"{path}/"));
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n{}{dependencies}{}",
        members.join(", "),
        section(&ours, "workspace.package"),
        section(&ours, "profile.dev"),
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    write(&folder.join("Cargo.lock"), &read(&root.join("Cargo.lock"))?)?;
    for runtime in runtimes() {
        let name = package(runtime);
        let dependency = runtime.map_or("pollster", Runtime::name);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition.workspace = true\n\n[dependencies]\n\
             asyncio.workspace = true\nfastrand.workspace = true\n{dependency}.workspace = true\n"
        );
        write(&folder.join(&name).join("Cargo.toml"), &manifest)?;
        // A package needs a program or a library, and has no program yet.
        write(&folder.join(&name).join("src/lib.rs"), "//! Programs of lessons.\n")?;
    }
    Ok(())
}

/// A section of our `Cargo.toml`, with its name.
fn section(manifest: &str, name: &str) -> String {
    let head = format!("[{name}]");
    let lines = manifest.lines().skip_while(|line| *line != head);
    let body = lines.skip(1).take_while(|line| !line.starts_with('['));
    [head.as_str()].into_iter().chain(body).map(|line| format!("{line}\n")).collect()
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

/// Deletes all programs of lessons and what cargo has made of them: each takes megabytes.
pub fn clean() -> Result<()> {
    let folder = target()?.join("lessons");
    let _lock = lock(&folder)?;
    let mut command = cargo_there("clean")?;
    command.arg("--quiet");
    for runtime in Runtime::ALL.into_iter().map(Some).chain([None]) {
        command.args(["--package", &package(runtime)]);
    }
    command.status().context("cannot start cargo")?; // cargo cleans what it finds the source of
    fs::remove_dir_all(&folder).context(format_args!("cannot delete {}", shown(&folder)))
}
