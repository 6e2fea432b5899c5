//! Runs programs and keeps their records.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use classroom::names::{Named, split};
use classroom::programs::{Runtime, Topic, read as read_file, root, shown};
use classroom::python::{NO_PYTHON, Python};
use classroom::{Error, Result, say};
use lessons::build::{build_recording, in_use, target};
use lessons::files::write;
use lessons::mistake::Mistake;
use lessons::process::{self as programs, ONE_THREAD, Show, in_parallel};
use lessons::text::{Case, Text};
use lessons::what_if::WhatIf;

use crate::read::{first_line, last_line, read};
use crate::run::Run;

/// Builds the programs of that name, runs them all at once, and keeps what they record. Returns the runs,
/// in the order of the runtimes, and the file `target/timeline/stage2.jsonl`. `None` if one does not compile.
pub fn record(name: &str) -> Result<Option<(Vec<Run>, PathBuf)>> {
    let path = target()?.join("timeline").join(format!("{name}.jsonl"));
    Ok(record_to(name, &find(name)?, &path)?.map(|runs| (runs, path)))
}

fn record_to(name: &str, cases: &[Case], path: &Path) -> Result<Option<Vec<Run>>> {
    if !name.ends_with("-asyncio") {
        say(&format!("Building {name} with recording. The first time, this takes half a minute."));
    }
    let _programs = in_use()?;
    let Some(commands) = commands(cases)? else { return Ok(None) };
    say("Running it. What it prints is not shown until it has ended.");
    let programs = cases.iter().zip(commands).collect();
    let records = in_parallel(programs, cases.len(), |(case, command)| run(case, command));
    let records = records.into_iter().collect::<Result<String>>()?;
    write(path, &records)?;
    Ok(Some(read(&records)))
}

/// The programs of that name, which is that of a program, a topic, a mistake or a what-if.
pub fn find(name: &str) -> Result<Vec<Case>> {
    let (base, runtime) = split(name);
    let base = base.trim_end_matches("-asyncio");
    let is_other = Topic::find(base).is_ok() || Mistake::find(base, "fail").is_ok();
    let is_it = |it: &WhatIf| {
        base == format!("{}-{}", it.topic.name, it.name()) || base == it.name() && !is_other
    };
    let what_if = WhatIf::all()?.into_iter().find(is_it);
    if name.ends_with("-asyncio") {
        let (topic, path) = match &what_if {
            Some(it) => (format!("{}-{}", it.topic.name, it.name()), it.python()),
            None => {
                let topic = Topic::find(base)?.0;
                let is_refused = topic.program(Runtime::Tokio).is_refused();
                (topic.name.clone(), topic.asyncio().filter(|_| !is_refused))
            }
        };
        let path =
            path.ok_or_else(|| Error::new(format!("{base} has no Python program that runs")))?;
        let (name, text) = (format!("{topic}-asyncio"), read_file(&path)?);
        let (runtime, one_thread, refused, record) = (None, false, false, path.clone());
        return Ok(vec![Case { name, runtime, text, source: path, one_thread, refused, record }]);
    }
    let runtimes = Runtime::ALL.into_iter().filter(|it| runtime.is_none_or(|only| only == *it));
    let (cases, refused) = match (what_if, Topic::find(name)) {
        (Some(what_if), _) => {
            (runtimes.map(|it| what_if.on(it)).collect::<Result<Vec<_>>>()?, None)
        }
        (None, Ok((topic, _))) => {
            let (text, mut cases) = (Text::of_topic(&topic), Vec::new());
            for runtime in runtimes.map(Some) {
                let case = text.case(&topic.name, false, runtime, text.on(runtime)?);
                cases.push(Case { one_thread: false, ..case });
            }
            (cases, topic.program(Runtime::Tokio).is_refused().then_some("run"))
        }
        (None, Err(error)) => {
            if root()?.join("examples/exercises").join(base).join("start.rs").is_file() {
                return Err(Error::new("exercises are not recorded; see: just list"));
            }
            let (mistake, cases) = Mistake::find(name, "fail").map_err(|_| error)?;
            (cases, mistake.refused.then_some("fail"))
        }
    };
    Err(Error::new(if let Some(command) = refused {
        format!("rustc refuses {name}, so it does not run; see: just {command} {name}")
    } else if !cases[0].text.contains("asyncio::run(") {
        format!(
            "{name} is without crates/asyncio, which does the recording; try: just timeline stage2"
        )
    } else if cases[0].text.contains("indicatif") {
        format!("{name} has a task for each folder: too many to show; try: just timeline stage2")
    } else {
        return Ok(cases);
    }))
}

/// Builds programs with recording: the commands that run them. `None` if one does not compile.
pub fn commands(cases: &[Case]) -> Result<Option<Vec<Command>>> {
    let rust: Vec<_> =
        cases.iter().filter(|it| it.source.extension() != Some("py".as_ref())).cloned().collect();
    let mut built = if rust.is_empty() { BTreeMap::new() } else { build_recording(&rust)? };
    let mut commands = Vec::new();
    for case in cases {
        let mut command = if rust.iter().any(|it| it.name == case.name) {
            let executable = built.remove(&case.name).and_then(|it| it.executable);
            let Some(executable) = executable else { return Ok(None) };
            Command::new(executable)
        } else {
            let python = Python::find().ok_or_else(|| Error::new(NO_PYTHON))?;
            let mut python =
                python.command(&root()?.join("crates/tools/timeline/src/record_asyncio.py"));
            python.arg(shown(&case.source));
            python
        };
        if case.one_thread {
            command.envs(ONE_THREAD);
        }
        command.env("ASYNCIO_RECORD", "-").current_dir(root()?);
        commands.push(command);
    }
    Ok(Some(commands))
}

/// Runs a program: its record.
fn run(case: &Case, command: Command) -> Result<String> {
    let output = programs::run(command, Show::Merged)?;
    let how = match output.status.code() {
        _ if output.stopped => "hangs, stopped".to_string(),
        Some(0) => "exits".to_string(),
        Some(code) => format!("exits with code {code}"),
        None => format!("ends with {}", output.status),
    };
    let (first, last) = (first_line(&case.name, &case.text), last_line(output.time, &how));
    Ok(format!("{first}\n{}\n{last}\n", output.stdout.trim_end()))
}

/// The topics, the mistake and the what-if whose records are kept.
pub const KEPT: [&str; 5] =
    ["stage2", "stage3", "lost-task", "stage2-no-remove", "block-on-in-callback"];

/// Records all kept runs again: in Python where there is such a program, and on each runtime.
pub fn record_all() -> Result<bool> {
    for topic in KEPT {
        let mut cases = find(&format!("{topic}-asyncio")).unwrap_or_default();
        cases.extend(find(topic)?);
        if record_to(topic, &cases, &kept_in(topic)?)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn kept_in(topic: &str) -> Result<PathBuf> {
    Ok(root()?.join("crates/tools/timeline/records").join(format!("{topic}.jsonl")))
}

/// The kept runs of a topic: first Python's, then in the order of the runtimes.
pub fn kept(topic: &str) -> Result<Vec<Run>> {
    let file = kept_in(topic)?;
    let runs = read(&read_file(&file)?);
    let is_whole = runs.len() > 2 && runs.iter().all(|run| run.steps.len() > 9);
    let damaged = || Error::new(format!("{} is damaged: just step --record", shown(&file)));
    is_whole.then_some(runs).ok_or_else(damaged)
}

/// Whether a run is one of the program as it is now.
pub fn is_current(run: &Run) -> Result<bool> {
    Ok(find(&run.name)?.iter().any(|case| case.text == run.text))
}
