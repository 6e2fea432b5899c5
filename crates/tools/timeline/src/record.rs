//! Runs programs and keeps the record.

use std::fs;
use std::path::PathBuf;
use std::process::{self, Command, ExitStatus};
use std::time::{Duration, Instant};

use classroom::fail::{ONE_THREAD, binary_path};
use classroom::mistakes::Mistake;
use classroom::output::{Show, print, run_until, say};
use classroom::programs::{ASYNCIO, Program, Runtime, find, read, root};
use classroom::run::{cargo_for, run_shown};

use crate::read::{ENDED, STOPPED};
use crate::run::Run;

/// A program in which nothing happens for so long hangs. None here sleeps for longer than two seconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// What still goes on after so long is stopped, too.
const LIMIT: Duration = Duration::from_secs(60);

/// So long a record is not drawn any more: the program turns in circles.
const LONGEST: u64 = 50_000_000;

/// A program to be recorded.
#[derive(Clone, Debug)]
pub struct Recorded {
    program: Program,
    /// A mistake does the same on every machine if there is one thread for tasks.
    one_thread: bool,
}

/// The programs that are meant by the name of a program, a topic, a mistake, or a mistake on a runtime.
///
/// # Errors
/// If there is none, or it cannot be recorded. The message is one line, and says what can be.
pub fn programs(name: &str) -> Result<Vec<Recorded>, String> {
    if name.ends_with(ASYNCIO) {
        return Err(format!("{name} is in Python; only programs in Rust are recorded"));
    }
    let found = match (find(name), Mistake::find(name)) {
        (Ok((topic, runtime)), _) => {
            let runtimes = runtime.map_or(Runtime::ALL.to_vec(), |runtime| vec![runtime]);
            let programs = runtimes.into_iter().map(|runtime| topic.program(runtime));
            programs.map(|program| Recorded { program, one_thread: false }).collect::<Vec<_>>()
        }
        (Err(_), Ok((mistake, _))) if mistake.is_refused() => {
            return Err(format!("rustc refuses {name}, so it does not run; see: just fail {name}"));
        }
        (Err(_), Ok((_, cases))) => {
            let programs = cases.into_iter().map(|case| case.mistake);
            programs.map(|program| Recorded { program, one_thread: true }).collect()
        }
        (Err(_), Err(error)) if error.contains("did you mean") => return Err(error),
        (Err(error), Err(_)) => return Err(error),
    };
    for Recorded { program, .. } in &found {
        if program.compile_error().is_some() {
            let name = &program.name;
            return Err(format!("rustc refuses {name}, so it does not run; see: just run {name}"));
        }
        if !program.text()?.contains("asyncio::run(") {
            let why = "is without crates/asyncio, which is what records";
            return Err(format!("{} {why}; try: just timeline stage2", program.name));
        }
    }
    Ok(found)
}

impl Recorded {
    /// Builds the program so that it records, runs it, and shows what it prints. `None` if it does not
    /// compile.
    ///
    /// # Errors
    /// If it cannot be started, or its record cannot be read.
    pub fn run(&self, show: Show) -> Result<Option<Run>, String> {
        let mut program = self.program.clone();
        program.features.push("asyncio/record");
        let mut build = cargo_for("build", &program)?;
        if show == Show::No {
            build.arg("--quiet");
        }
        if !run_shown(build)? {
            return Ok(None);
        }
        // Whoever records the same at the same time has another file.
        let path = self.file(&format!("{}.part", process::id()))?;
        let failed = |error| format!("cannot write {}: {error}", path.display());
        fs::write(&path, "").map_err(failed)?;
        let mut command = Command::new(binary(&program.name)?);
        command.env("ASYNCIO_RECORD", &path).env("RUST_BACKTRACE", "0").current_dir(root()?);
        if self.one_thread {
            command.envs(ONE_THREAD);
        }
        let (mut seen, mut last) = ((0, 0), Instant::now());
        let output = run_until(command, show, |printed, time| {
            let length = fs::metadata(&path).map_or(0, |metadata| metadata.len());
            if seen != (printed.len(), length) {
                (seen, last) = ((printed.len(), length), Instant::now());
            }
            last.elapsed() > PATIENCE || time > LIMIT || length > LONGEST
        })?;
        let seconds = output.time.as_secs_f64();
        let end = match output.stopped {
            true => format!("{STOPPED}{seconds:.6} s\n"),
            false => format!("{ENDED}{seconds:.6} s: {}\n", how(&output.status)),
        };
        let record = read(&path)? + &end;
        fs::write(&path, &record).map_err(failed)?;
        fs::rename(&path, self.file("log")?).map_err(failed)?;
        Ok(Some(Run::read(&program.name, &record)))
    }

    /// Where its record is, `log`, or its picture, `svg`.
    ///
    /// # Errors
    /// If its folder cannot be made.
    pub fn file(&self, extension: &str) -> Result<PathBuf, String> {
        file(&self.program.name, extension)
    }
}

/// `target/timeline/stage2.svg`.
///
/// # Errors
/// If its folder cannot be made.
pub fn file(name: &str, extension: &str) -> Result<PathBuf, String> {
    let folder = root()?.join("target").join("timeline");
    let failed = |error| format!("cannot make {}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    Ok(folder.join(format!("{name}.{extension}")))
}

/// Beside this program. A test is one folder deeper.
fn binary(name: &str) -> Result<PathBuf, String> {
    let path = binary_path(name)?;
    let folder = path.parent().filter(|folder| folder.ends_with("deps"));
    let file = path.file_name().unwrap_or_default();
    Ok(folder.map_or(path.clone(), |folder| folder.with_file_name(file)))
}

/// The same on every system, where there is a code.
fn how(status: &ExitStatus) -> String {
    status.code().map_or(status.to_string(), |code| format!("exit code {code}"))
}

/// Runs what the name means, one after the other. `None` if something does not compile.
///
/// # Errors
/// As [`programs`] and [`Recorded::run`] have them.
pub fn runs(name: &str) -> Result<Option<Vec<Run>>, String> {
    let mut runs = Vec::new();
    for program in programs(name)? {
        let Some(run) = program.run(Show::Yes)? else { return Ok(None) };
        print("\n");
        say(&format!("Its log: {}\n", program.file("log")?.display()));
        runs.push(run);
    }
    Ok(Some(runs))
}

/// The runs whose records are kept in `crates/tools/timeline/records`, of the programs whose names begin so. To make one anew:
/// `just timeline stage2-tokio`, and copy its log.
///
/// # Errors
/// If one cannot be read, or there is none.
pub fn kept(topic: &str) -> Result<Vec<Run>, String> {
    let folder = root()?.join("crates/tools/timeline/records");
    let unreadable = |error| format!("cannot read {}: {error}", folder.display());
    let mut runs = Vec::new();
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        if name.starts_with(topic) {
            runs.push(Run::read(&name, &read(&path)?));
        }
    }
    // In the order in which runtimes are shown.
    let place = |run: &Run| Runtime::ALL.iter().position(|it| run.name.ends_with(it.name()));
    runs.sort_by_key(|run| (run.name.split('-').next().map(ToString::to_string), place(run)));
    match runs.is_empty() {
        true => Err(format!("there is no record of {topic} in {}", folder.display())),
        false => Ok(runs),
    }
}
