//! Runs programs and keeps their records.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::thread;

use classroom::programs::{Program, Runtime, Topic, read as read_file, root, shown};
use classroom::run::cargo_for;
use classroom::{Context, Error, Result, say};
use lessons::build::{build_recording, build_with, target};
use lessons::mistake::Mistake;
use lessons::process::{self as programs, ONE_THREAD, Show};
use lessons::text::Case;

use crate::read::{last_line, read};
use crate::run::Run;

/// Builds the programs that a name means, runs them all at once, and keeps what they record: the runs,
/// in the order of the runtimes, and the file `target/timeline/stage2.jsonl`. `None` if one does not compile.
pub fn record(name: &str) -> Result<Option<(Vec<Run>, PathBuf)>> {
    let found = Recorded::find(name)?;
    say(&format!("Building {name} with recording. The first time, this takes about a minute."));
    let Some(built) = found.build()? else { return Ok(None) };
    say("Running it. What it prints is not shown; the picture comes when it has ended.");
    // A mistake does the same on every machine if there is one thread for tasks.
    let one_thread = matches!(found, Recorded::Mistakes(_));
    let (folder, id) = (target()?.join("timeline"), process::id());
    let failed = format!("cannot write to {}", shown(&folder));
    fs::create_dir_all(&folder).context(&failed)?;
    // Another process that records the same has other files.
    let part = |name: &str| folder.join(format!("{name}.{id}.part"));
    let records = thread::scope(|scope| {
        let started = built.iter().map(|(name, executable)| {
            let part = part(name);
            scope.spawn(move || run(name, executable, one_thread, &part))
        });
        let started: Vec<_> = started.collect();
        let ended = started.into_iter().map(|run| run.join().expect("a run panicked"));
        ended.collect::<Result<String>>()
    })?;
    let path = folder.join(format!("{name}.jsonl"));
    fs::write(part(name), &records).context(&failed)?;
    fs::rename(part(name), &path).context(&failed)?;
    Ok(Some((read(&records), path)))
}

/// What can be recorded.
#[derive(Debug)]
pub enum Recorded {
    /// Programs of a stage or an example.
    Programs(Vec<Program>),
    /// Mistakes that go wrong when they run.
    Mistakes(Vec<Case>),
}

impl Recorded {
    /// What is meant by the name of a program, a topic, a mistake, or a mistake on a runtime.
    pub fn find(name: &str) -> Result<Recorded> {
        if name.ends_with("-asyncio") {
            return Err(Error::new(format!(
                "{name} is in Python; only programs in Rust are recorded"
            )));
        }
        let refused = |command| {
            Err(Error::new(format!(
                "rustc refuses {name}, so it does not run; see: just {command} {name}"
            )))
        };
        let (topic, runtime) = match (Topic::find(name), Mistake::find(name)) {
            (Ok(found), _) => found,
            (Err(_), Ok((mistake, _))) if mistake.refused => return refused("fail"),
            (Err(_), Ok((_, cases))) => {
                return Recorded::with_asyncio(Recorded::Mistakes(cases), name);
            }
            (Err(error), Err(_)) => return Err(error),
        };
        let runtimes = runtime.map_or(Runtime::ALL.to_vec(), |runtime| vec![runtime]);
        let found: Vec<_> = runtimes.into_iter().map(|runtime| topic.program(runtime)).collect();
        if found.iter().any(Program::is_refused) {
            return refused("run");
        }
        Recorded::with_asyncio(Recorded::Programs(found), name)
    }

    fn with_asyncio(self, name: &str) -> Result<Recorded> {
        let text = match &self {
            Recorded::Programs(programs) => read_file(&programs[0].source)?,
            Recorded::Mistakes(cases) => cases[0].text.clone(),
        };
        let why = "is without crates/asyncio, which does the recording";
        let without = || Error::new(format!("{name} {why}; try: just timeline stage2"));
        text.contains("asyncio::run(").then_some(self).ok_or_else(without)
    }

    /// Builds them with recording: their names and executables. `None` if one does not compile.
    pub fn build(&self) -> Result<Option<Vec<(String, PathBuf)>>> {
        let mut built = Vec::new();
        match self {
            Recorded::Programs(programs) => {
                for program in programs {
                    let mut program = program.clone();
                    program.features.push("asyncio/record");
                    let mut it =
                        build_with(cargo_for("build", &program)?, Show::Yes, str::to_string)?;
                    let executable = it.remove(&program.name).and_then(|it| it.executable);
                    built.push((program.name, executable));
                }
            }
            Recorded::Mistakes(cases) => {
                let mut all = build_recording(cases)?;
                for case in cases {
                    let executable = all.remove(&case.name).and_then(|it| it.executable);
                    built.push((case.name.clone(), executable));
                }
            }
        }
        let built = built.into_iter().map(|(name, executable)| Some((name, executable?)));
        Ok(built.collect())
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
    let record = read_file(part)?;
    let _ = fs::remove_file(part); // a copy
    Ok(format!("{record}{}\n", last_line(name, output.time, &how)))
}

/// The runs whose records are kept in `crates/tools/timeline/records`. To make one anew:
/// `just timeline stage2`, and copy its record.
pub fn kept(topic: &str) -> Result<Vec<Run>> {
    let records = root()?.join("crates/tools/timeline/records");
    Ok(read(&read_file(&records.join(format!("{topic}.jsonl")))?))
}
