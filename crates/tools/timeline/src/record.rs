//! Runs programs and keeps their records.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use classroom::names::split;
use classroom::programs::{Program, Runtime, Topic, read as read_file, root, shown};
use classroom::run::cargo_for;
use classroom::{Context, Error, Result, say};
use lessons::build::{build_recording, build_with, in_use, target};
use lessons::files::lock;
use lessons::mistake::Mistake;
use lessons::process::{self as programs, ONE_THREAD, Show, in_parallel};
use lessons::text::Case;

use crate::read::{last_line, read};
use crate::run::Run;

/// Builds the programs of that name, runs them all at once, and keeps what they record. Returns the runs,
/// in the order of the runtimes, and the file `target/timeline/stage2.jsonl`. `None` if one does not compile.
pub fn record(name: &str) -> Result<Option<(Vec<Run>, PathBuf)>> {
    if name.ends_with("-asyncio") {
        let why = "is in Python; only programs in Rust are recorded";
        return Err(Error::new(format!("{name} {why}")));
    }
    let found = Recorded::find(name)?;
    say(&format!("Building {name} with recording. The first time, this takes about a minute."));
    let _programs = in_use()?;
    let Some(built) = found.build()? else { return Ok(None) };
    say("Running it. What it prints is not shown; the picture comes when it has ended.");
    // A mistake does the same on every machine if there is one thread for tasks.
    let one_thread = found.programs.is_empty();
    let folder = target()?.join("timeline");
    let unfinished = folder.join("unfinished");
    let failed = format!("cannot write to {}", shown(&unfinished));
    let _lock = lock(&unfinished)?;
    // What an interrupted command has left there.
    fs::remove_dir_all(&unfinished).context(&failed)?;
    fs::create_dir_all(&unfinished).context(&failed)?;
    let count = built.len();
    let records = in_parallel(built, count, |(name, executable)| {
        run(&name, &executable, one_thread, &unfinished.join(&name))
    });
    let records = records.into_iter().collect::<Result<String>>()?;
    let (part, path) = (unfinished.join(name), folder.join(format!("{name}.jsonl")));
    fs::write(&part, &records).context(&failed)?;
    fs::rename(part, &path).context(&failed)?;
    let _ = fs::remove_dir_all(&unfinished);
    Ok(Some((read(&records), path)))
}

/// Programs that can be recorded.
#[derive(Debug)]
pub struct Recorded {
    /// Those of a stage or an example.
    programs: Vec<Program>,
    /// Mistakes that go wrong when they run.
    mistakes: Vec<Case>,
}

impl Recorded {
    /// The programs of that name, which is that of a program, a topic, or a mistake.
    pub fn find(name: &str) -> Result<Recorded> {
        let (mut programs, mut mistakes) = (Vec::new(), Vec::new());
        let (text, command) = match Topic::find(name) {
            Ok((topic, runtime)) => {
                let runtimes = runtime.map_or(Runtime::ALL.to_vec(), |runtime| vec![runtime]);
                programs.extend(runtimes.into_iter().map(|runtime| topic.program(runtime)));
                let is_refused = programs.iter().any(Program::is_refused);
                (read_file(&programs[0].source)?, is_refused.then_some("run"))
            }
            Err(error) => {
                let exercise = root()?.join("examples/exercises").join(split(name).0);
                if exercise.join("start.rs").is_file() {
                    return Err(Error::new("exercises are not recorded; see: just list"));
                }
                let (mistake, cases) = Mistake::find(name, "fail").map_err(|_| error)?;
                mistakes = cases;
                (mistakes[0].text.clone(), mistake.refused.then_some("fail"))
            }
        };
        let why = if let Some(command) = command {
            format!("rustc refuses {name}, so it does not run; see: just {command} {name}")
        } else if !text.contains("asyncio::run(") {
            let without = "is without crates/asyncio, which does the recording";
            format!("{name} {without}; try: just timeline stage2")
        } else {
            return Ok(Recorded { programs, mistakes });
        };
        Err(Error::new(why))
    }

    /// Builds them with recording: their names and executables. `None` if one does not compile.
    pub fn build(&self) -> Result<Option<Vec<(String, PathBuf)>>> {
        let mut built = BTreeMap::new();
        if !self.mistakes.is_empty() {
            built = build_recording(&self.mistakes)?;
        }
        for program in &self.programs {
            let mut command = cargo_for("build", program)?;
            command.args(["--features", "asyncio/record"]);
            built.extend(build_with(command, Show::Yes, str::to_string)?);
        }
        let mistakes = self.mistakes.iter().map(|case| &case.name);
        let names = self.programs.iter().map(|program| &program.name).chain(mistakes);
        let executable = |name: &String| Some((name.clone(), built.remove(name)?.executable?));
        Ok(names.map(executable).collect())
    }
}

/// Runs a program. Its record, with a last line for its end.
fn run(name: &str, executable: &Path, one_thread: bool, part: &Path) -> Result<String> {
    fs::write(part, "").context(format_args!("cannot write {}", shown(part)))?;
    let mut command = Command::new(executable);
    command.env("ASYNCIO_RECORD", part).env("RUST_BACKTRACE", "0").current_dir(root()?);
    if one_thread {
        command.envs(ONE_THREAD);
    }
    let output = programs::run(command, Show::No)?;
    let how = match output.status.code() {
        _ if output.stopped => "hangs, stopped".to_string(),
        Some(0) => "ended".to_string(),
        Some(code) => format!("ended with exit code {code}"),
        None => format!("ended with {}", output.status),
    };
    Ok(format!("{}{}\n", read_file(part)?, last_line(name, output.time, &how)))
}

/// The runs whose records are kept in `crates/tools/timeline/records`. To make one anew:
/// `just timeline stage2`, and copy its record.
pub fn kept(topic: &str) -> Result<Vec<Run>> {
    let records = root()?.join("crates/tools/timeline/records");
    Ok(read(&read_file(&records.join(format!("{topic}.jsonl")))?))
}
