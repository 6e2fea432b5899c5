//! Runs programs and keeps their records.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use classroom::names::{Named, split};
use classroom::programs::{Program, Runtime, Topic, read as read_file, root, shown};
use classroom::python::{NO_PYTHON, Python};
use classroom::run::cargo_for;
use classroom::{Error, Result, say};
use lessons::build::{build_recording, build_with, in_use, target};
use lessons::files::write;
use lessons::mistake::Mistake;
use lessons::process::{self as programs, ONE_THREAD, Show, in_parallel};
use lessons::text::Case;
use lessons::what_if::WhatIf;

use crate::read::{first_line, last_line, read};
use crate::run::Run;

/// Builds the programs of that name, runs them all at once, and keeps what they record. Returns the runs,
/// in the order of the runtimes, and the file `target/timeline/stage2.jsonl`. `None` if one does not compile.
pub fn record(name: &str) -> Result<Option<(Vec<Run>, PathBuf)>> {
    let found = find(name)?;
    let path = target()?.join("timeline").join(format!("{name}.jsonl"));
    Ok(record_to(name, &found, &path)?.map(|runs| (runs, path)))
}

fn record_to(name: &str, found: &[Recorded], path: &Path) -> Result<Option<Vec<Run>>> {
    say(&format!("Building {name} with recording. The first time, this takes about a minute."));
    let _programs = in_use()?;
    let Some(commands) = build(found)? else { return Ok(None) };
    say("Running it. What it prints is not shown; the picture comes when it has ended.");
    let programs = found.iter().zip(commands).collect();
    let records = in_parallel(programs, found.len(), |(program, command)| run(program, command));
    let records = records.into_iter().collect::<Result<String>>()?;
    write(path, &records)?;
    Ok(Some(read(&records)))
}

/// A program that can be recorded.
#[derive(Debug)]
pub struct Recorded {
    /// `stage2-tokio`, `stage2-no-remove-asyncio`.
    pub name: String,
    /// The program.
    pub text: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// Of a stage or an example.
    Program(Program),
    /// A mistake that goes wrong when it runs, or a what-if.
    Lesson(Case),
    Python(PathBuf),
}

/// The programs of that name, which is that of a program, a topic, a mistake or a what-if.
pub fn find(name: &str) -> Result<Vec<Recorded>> {
    let what_if = |name: &str| {
        let is_it =
            |it: &WhatIf| [it.name(), &format!("{}-{}", it.topic.name, it.name())].contains(&name);
        Ok::<_, Error>(WhatIf::all()?.into_iter().find(is_it))
    };
    if let Some(base) = name.strip_suffix("-asyncio") {
        let (topic, path) = match what_if(base)? {
            Some(it) => (format!("{}-{}", it.topic.name, it.name()), it.python()),
            None => (base.to_string(), Topic::find(base)?.0.asyncio()),
        };
        let path = path.ok_or_else(|| Error::new(format!("{base} has no Python program")))?;
        let (name, text) = (format!("{topic}-asyncio"), read_file(&path)?);
        return Ok(vec![Recorded { name, text, kind: Kind::Python(path) }]);
    }
    let (base, runtime) = split(name);
    let runtimes = runtime.map_or(Runtime::ALL.to_vec(), |runtime| vec![runtime]).into_iter();
    let (found, command) = match (what_if(base)?, Topic::find(name)) {
        (Some(what_if), _) => {
            let cases = runtimes.map(|it| what_if.on(it)).collect::<Result<Vec<_>>>()?;
            (cases.into_iter().map(Recorded::lesson).collect(), None)
        }
        (None, Ok((topic, _))) => {
            let programs: Vec<_> = runtimes.map(|it| topic.program(it)).collect();
            let is_refused = programs.iter().any(Program::is_refused);
            let found = programs.into_iter().map(Recorded::program).collect::<Result<_>>()?;
            (found, is_refused.then_some("run"))
        }
        (None, Err(error)) => {
            if root()?.join("examples/exercises").join(base).join("start.rs").is_file() {
                return Err(Error::new("exercises are not recorded; see: just list"));
            }
            let (mistake, cases) = Mistake::find(name, "fail").map_err(|_| error)?;
            let found: Vec<_> = cases.into_iter().map(Recorded::lesson).collect();
            (found, mistake.refused.then_some("fail"))
        }
    };
    let why = if let Some(command) = command {
        format!("rustc refuses {name}, so it does not run; see: just {command} {name}")
    } else if !found[0].text.contains("asyncio::run(") {
        let without = "is without crates/asyncio, which does the recording";
        format!("{name} {without}; try: just timeline stage2")
    } else {
        return Ok(found);
    };
    Err(Error::new(why))
}

impl Recorded {
    fn program(program: Program) -> Result<Recorded> {
        let (name, text) = (program.name.clone(), read_file(&program.source)?);
        Ok(Recorded { name, text, kind: Kind::Program(program) })
    }

    fn lesson(case: Case) -> Recorded {
        Recorded { name: case.name.clone(), text: case.text.clone(), kind: Kind::Lesson(case) }
    }
}

/// Builds programs with recording: the commands that run them. `None` if one does not compile.
pub fn build(found: &[Recorded]) -> Result<Option<Vec<Command>>> {
    let mut built = BTreeMap::new();
    let lessons = found.iter().filter_map(|it| match &it.kind {
        Kind::Lesson(case) => Some(case.clone()),
        _ => None,
    });
    let lessons: Vec<_> = lessons.collect();
    if !lessons.is_empty() {
        built = build_recording(&lessons)?;
    }
    let mut commands = Vec::new();
    for Recorded { name, kind, .. } in found {
        let mut command = match kind {
            Kind::Python(path) => {
                let python = Python::find().ok_or_else(|| Error::new(NO_PYTHON))?;
                let mut command = python.command(&root()?.join(RECORDER));
                command.arg(shown(path));
                command
            }
            Kind::Program(_) | Kind::Lesson(_) => {
                if let Kind::Program(program) = kind {
                    let mut command = cargo_for("build", program)?;
                    command.args(["--features", "asyncio/record"]);
                    built.extend(build_with(command, Show::Yes, str::to_string)?);
                }
                let built = built.remove(name).and_then(|it| it.executable);
                let Some(executable) = built else { return Ok(None) };
                Command::new(executable)
            }
        };
        if matches!(kind, Kind::Lesson(case) if case.one_thread) {
            command.envs(ONE_THREAD);
        }
        command.env("ASYNCIO_RECORD", "-").current_dir(root()?);
        commands.push(command);
    }
    Ok(Some(commands))
}

/// What records a Python program.
const RECORDER: &str = "crates/tools/timeline/src/record_asyncio.py";

/// Runs a program: its record.
fn run(program: &Recorded, command: Command) -> Result<String> {
    let output = programs::run(command, Show::Merged)?;
    let how = match output.status.code() {
        _ if output.stopped => "hangs, stopped".to_string(),
        Some(0) => "exits".to_string(),
        Some(code) => format!("exits with code {code}"),
        None => format!("ends with {}", output.status),
    };
    let (first, last) = (first_line(&program.name, &program.text), last_line(output.time, &how));
    Ok(format!("{first}\n{}\n{last}\n", output.stdout.trim_end()))
}

/// The topics, the mistake and the what-if whose records are kept.
pub const KEPT: [&str; 5] =
    ["stage2", "stage3", "lost-task", "stage2-no-remove", "block-on-in-callback"];

/// Records anew what is kept: in Python where there is such a program, and on each runtime.
pub fn record_all() -> Result<bool> {
    for topic in KEPT {
        let mut found = find(&format!("{topic}-asyncio")).unwrap_or_default();
        found.extend(find(topic)?);
        let file = root()?.join(RECORDS).join(format!("{topic}.jsonl"));
        if record_to(topic, &found, &file)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

const RECORDS: &str = "crates/tools/timeline/records";

/// The kept runs of a topic: first Python's, then in the order of the runtimes.
pub fn kept(topic: &str) -> Result<Vec<Run>> {
    Ok(read(&read_file(&root()?.join(RECORDS).join(format!("{topic}.jsonl")))?))
}

/// Whether a run is one of the program as it is now.
pub fn is_current(run: &Run) -> Result<bool> {
    Ok(find(&run.name)?.iter().any(|program| program.text == run.text))
}
