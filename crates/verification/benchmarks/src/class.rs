//! How long a class waits: in a clone of this repository, beside a hello world with the same runtime.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use classroom::output::{Output, Show, run_until, say};
use classroom::programs::{Runtime, read, root};

use crate::samples::median;
use crate::table::{Goal, Row, Table};

/// The slowest command is a first `cargo test`.
const TIME_LIMIT: Duration = Duration::from_secs(1200);
const COLD_ROUNDS: usize = 3;
const CHANGES: usize = 5;

/// Measures all of it, which takes about ten minutes.
pub fn tables() -> Result<Vec<Table>, String> {
    let class = Class::new()?;
    let tables = vec![class.first_runs()?, class.the_rest()?];
    fs::remove_dir_all(&class.folder).map_err(|error| format!("cannot clean up: {error}"))?;
    Ok(tables)
}

struct Class {
    /// Of all that follows.
    folder: PathBuf,
    /// A clone of this repository.
    clone: PathBuf,
    /// A folder for the hello worlds.
    hello: PathBuf,
}

impl Class {
    fn new() -> Result<Self, String> {
        let root = root()?;
        let folder = root.join("target").join("class");
        let failed = |error: io::Error| format!("cannot write to {}: {error}", folder.display());
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(failed)?;
        }
        let (clone, hello) = (folder.join("clone"), folder.join("hello"));
        let class = Class { folder: folder.clone(), clone, hello };
        let mut git = Command::new("git");
        git.args(["clone", "--quiet", "--no-hardlinks"]).arg(&root).arg(&class.clone);
        succeeded(git)?;
        let manifest = read(&root.join("Cargo.toml"))?;
        for runtime in Runtime::ALL {
            let dependency = format!("{runtime} = ");
            let dependency = manifest.lines().find(|line| line.starts_with(&dependency));
            let dependency = dependency.ok_or(format!("{runtime} is not in Cargo.toml"))?;
            let package = class.hello_of(runtime);
            fs::create_dir_all(package.join("src")).map_err(failed)?;
            let manifest = format!(
                "[workspace]\n\n[package]\nname = \"hello\"\nedition = \"2024\"\n\n\
                 [dependencies]\n{dependency}\n"
            );
            fs::write(package.join("Cargo.toml"), manifest).map_err(failed)?;
            fs::write(package.join("src").join("main.rs"), hello_world(runtime)).map_err(failed)?;
            fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock")).map_err(failed)?;
        }
        Ok(class)
    }

    fn hello_of(&self, runtime: Runtime) -> PathBuf {
        self.hello.join(runtime.name())
    }

    /// `just run …`, or, where there is no just, what it calls.
    fn reader(&self, arguments: &[&str]) -> Command {
        let mut command = match has_just() {
            true => Command::new("just"),
            false => cargo(&["--quiet", "classroom"]),
        };
        command.args(arguments).current_dir(&self.clone);
        command
    }

    fn first_runs(&self) -> Result<Table, String> {
        let mut first = Row::new("from a clean target", Goal::AtMost(1.4), " times");
        let mut changed = Row::new("a line changed", Goal::AtMost(1.3), " times");
        let mut seconds = [
            Row::new("from a clean target: hello world", Goal::None, " s"),
            Row::new("from a clean target: ours", Goal::None, " s"),
            Row::new("a line changed: hello world", Goal::None, " s"),
            Row::new("a line changed: ours", Goal::None, " s"),
        ];
        for runtime in Runtime::ALL {
            say(&format!("measuring the first run with {runtime}"));
            let hello = self.hello_of(runtime);
            let stage = self.clone.join("crates/stage2-all-tasks/src").join(runtime.file());
            let run_hello = || {
                let mut command = cargo(&["run", "--quiet", "--offline"]);
                command.current_dir(&hello);
                until_it_prints(command)
            };
            let run_ours = || until_it_prints(self.reader(&["run", &format!("stage2-{runtime}")]));
            let (mut cold, mut warm) = (Vec::new(), Vec::new());
            for _ in 0..COLD_ROUNDS {
                clean(&hello)?;
                clean(&self.clone)?;
                cold.push((run_hello()?, run_ours()?));
            }
            let original = read(&stage)?;
            for _ in 0..CHANGES {
                change_a_line(&hello.join("src").join("main.rs"))?;
                change_a_line(&stage)?;
                warm.push((run_hello()?, run_ours()?));
            }
            write(&stage, &original)?; // or its tests would fail
            first.figures.push(Some(median(cold.iter().map(|(hello, ours)| ours / hello))));
            changed.figures.push(Some(median(warm.iter().map(|(hello, ours)| ours / hello))));
            let columns = [
                median(cold.iter().map(|pair| pair.0)),
                median(cold.iter().map(|pair| pair.1)),
                median(warm.iter().map(|pair| pair.0)),
                median(warm.iter().map(|pair| pair.1)),
            ];
            for (row, figure) in seconds.iter_mut().zip(columns) {
                row.figures.push(Some(figure));
            }
        }
        let command = if has_just() { "just run" } else { "cargo classroom run" };
        let mut rows = vec![first, changed];
        rows.extend(seconds);
        Ok(Table {
            title: "The first run, and the next",
            text: format!(
                "`{command}` with stage 2, against `cargo run` in a package that prints one line, with the same runtime, features \
                 and lock file; dependencies downloaded. Until the first line appears, so without the sleeps."
            ),
            columns: Runtime::ALL.map(Runtime::name).to_vec(),
            rows,
        })
    }

    fn the_rest(&self) -> Result<Table, String> {
        say("measuring cargo test");
        clean(&self.clone)?;
        let test = || {
            let mut command = cargo(&["test", "--quiet", "--offline"]);
            command.current_dir(&self.clone);
            Ok::<_, String>(succeeded(command)?.time.as_secs_f64())
        };
        let cold = test()?;
        let warm = median([test()?, test()?, test()?]);
        say("measuring what is compiled once more");
        for program in ["stage1", "stage2", "stage3"] {
            succeeded(self.reader(&["run", program]))?;
        }
        let megabytes = size(&self.clone.join("target"))? as f64 / 1e6;
        let commands: [&[&str]; 6] = [
            &["run", "stage2-tokio"],
            &["run", "stage2-smol"],
            &["test"],
            &["fail", "never-awaited-tokio"],
            &["exercise", "second-callback-tokio"],
            &["run", "stage2-tokio"],
        ];
        let mut compiled = 0;
        for round in ["first", "second"] {
            for arguments in commands {
                // An exercise that is not solved yet fails.
                let said = finished(self.reader(arguments))?.stderr;
                if round == "second" {
                    compiled += said.lines().filter(|line| is_dependency(line)).count();
                }
            }
        }
        let row = |measure: &str, goal, unit, figure| Row {
            figures: vec![Some(figure)],
            ..Row::new(measure, goal, unit)
        };
        Ok(Table {
            title: "Tests, and the target folder",
            text: "In the same clone. The target folder is that after `cargo test` and a run of all stages, on all \
                   runtimes. Between two runs of a stage come another runtime, the tests, a mistake and an exercise, all for \
                   the second time."
                .to_string(),
            columns: vec!["figure"],
            rows: vec![
                row("`cargo test`, from a clean target", Goal::AtMost(120.0), " s", cold),
                row("`cargo test`, once more", Goal::AtMost(20.0), " s", warm),
                row("the target folder", Goal::AtMost(1000.0), " MB", megabytes),
                row("dependencies compiled once more", Goal::AtMost(0.0), "", compiled as f64),
            ],
        })
    }
}

fn hello_world(runtime: Runtime) -> &'static str {
    match runtime {
        Runtime::Tokio => "#[tokio::main]\nasync fn main() {\n    println!(\"Hello...\");\n}\n",
        Runtime::AsyncStd => {
            "#[async_std::main]\nasync fn main() {\n    println!(\"Hello...\");\n}\n"
        }
        Runtime::Smol => "fn main() {\n    smol::block_on(async { println!(\"Hello...\") });\n}\n",
    }
}

/// The first message gets one more dot.
fn change_a_line(program: &Path) -> Result<(), String> {
    write(program, &read(program)?.replacen("...\")", "....\")", 1))
}

fn write(program: &Path, text: &str) -> Result<(), String> {
    fs::write(program, text).map_err(|error| format!("{}: {error}", program.display()))
}

fn clean(package: &Path) -> Result<(), String> {
    match fs::remove_dir_all(package.join("target")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("cannot clean {}: {error}", package.display()))
        }
        _ => Ok(()),
    }
}

/// As a reader calls it: with no setting of ours.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments);
    command
}

fn has_just() -> bool {
    Command::new("just").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// How many seconds it takes until the first line appears.
fn until_it_prints(command: Command) -> Result<f64, String> {
    let mut first = None;
    let output = run_until(as_a_reader(command), Show::No, |printed, time| {
        if !printed.is_empty() {
            first.get_or_insert(time);
        }
        time > TIME_LIMIT
    })?;
    let output = checked(output)?;
    if output.stdout.is_empty() {
        return Err(format!("{} printed nothing", output.command));
    }
    Ok(first.unwrap_or(output.time).as_secs_f64()) // a hello world ends at once
}

fn as_a_reader(mut command: Command) -> Command {
    for variable in ["CARGO_TARGET_DIR", "CARGO_INCREMENTAL", "RUST_BACKTRACE", "RUSTFLAGS"] {
        command.env_remove(variable);
    }
    command.env("CARGO_NET_OFFLINE", "true").env("CARGO_TERM_COLOR", "never");
    command
}

fn finished(command: Command) -> Result<Output, String> {
    let output = run_until(as_a_reader(command), Show::No, |_, time| time > TIME_LIMIT)?;
    match output.stopped {
        true => Err(format!("{} hangs", output.command)),
        false => Ok(output),
    }
}

fn succeeded(command: Command) -> Result<Output, String> {
    checked(finished(command)?)
}

fn checked(output: Output) -> Result<Output, String> {
    match output.status.success() {
        true => Ok(output),
        false => Err(format!("{} failed:\n{}{}", output.command, output.stdout, output.stderr)),
    }
}

/// cargo puts a package's folder behind its version, if it is one of the workspace.
fn is_dependency(line: &str) -> bool {
    let line = line.trim_start();
    (line.starts_with("Compiling ") || line.starts_with("Checking ")) && !line.contains('(')
}

/// In bytes. The programs in `debug` are links to those in `debug/deps`, so they do not count.
fn size(folder: &Path) -> Result<u64, String> {
    let failed = |error: io::Error| format!("cannot read {}: {error}", folder.display());
    let mut bytes = 0;
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let metadata = entry.metadata().map_err(failed)?;
        if metadata.is_dir() {
            bytes += size(&entry.path())?;
        } else if folder.file_name().is_none_or(|name| name != "debug") {
            bytes += metadata.len();
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_of_the_workspace_is_no_dependency() {
        assert!(is_dependency("   Compiling tokio v1.54.1"));
        assert!(is_dependency("    Checking slab v0.4.12"));
        assert!(!is_dependency("   Compiling asyncio v0.1.0 (/home/me/class/crates/asyncio)"));
        assert!(!is_dependency("    Finished `dev` profile"));
    }
}
