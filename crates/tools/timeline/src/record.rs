//! Runs programs and keeps their records.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use classroom::fail::ONE_THREAD;
use classroom::mistakes::Mistake;
use classroom::output::{Show, TIME_LIMIT, run_until, say};
use classroom::programs::{self, ASYNCIO, Program, Runtime, find, root};
use classroom::run::cargo_for;
use serde_json::Value;

use crate::read::{last_line, read};
use crate::run::Run;

/// A program in which nothing happens for so long hangs. None here sleeps for longer than two seconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// A program whose record gets longer never ends, and is stopped.
const LONGEST: u64 = 50_000_000;

/// Builds the programs that a name means, runs them all at once, and keeps what they record: the runs,
/// in the order of the runtimes, and the file `target/timeline/stage2.jsonl`. `None` if one does not compile.
pub fn record(name: &str) -> Result<Option<(Vec<Run>, PathBuf)>, String> {
    let programs = programs(name)?;
    say(&format!("Building {name} with recording. The first time, this takes about a minute."));
    let Some(binaries) = build(&programs)? else { return Ok(None) };
    say("Running it. What it prints is not shown; the picture comes when it has ended.");
    // A mistake does the same on every machine if there is one thread for tasks.
    let one_thread = find(name).is_err();
    // Beside the folder of the programs. Whoever records the same at the same time has other files.
    let target = binaries[0].ancestors().nth(2).ok_or("the target folder has no name")?;
    let (folder, id) = (target.join("timeline"), process::id());
    let failed = |error| format!("cannot write to {}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    let part = |name: &str| folder.join(format!("{name}.{id}.part"));
    let records = thread::scope(|scope| {
        let started = programs.iter().zip(&binaries).map(|(program, binary)| {
            let part = part(&program.name);
            scope.spawn(move || run(&program.name, binary, one_thread, &part))
        });
        let started: Vec<_> = started.collect();
        let ended = started.into_iter().map(|run| run.join().expect("it does not panic"));
        ended.collect::<Result<String, String>>()
    })?;
    let path = folder.join(format!("{name}.jsonl"));
    fs::write(part(name), &records).map_err(failed)?;
    fs::rename(part(name), &path).map_err(failed)?;
    Ok(Some((read(&records), path)))
}

/// The programs that are meant by the name of a program, a topic, a mistake, or a mistake on a runtime.
pub fn programs(name: &str) -> Result<Vec<Program>, String> {
    if name.ends_with(ASYNCIO) {
        return Err(format!("{name} is in Python; only programs in Rust are recorded"));
    }
    let found: Vec<Program> = match (find(name), Mistake::find(name)) {
        (Ok((topic, runtime)), _) => {
            let runtimes = runtime.map_or(Runtime::ALL.to_vec(), |runtime| vec![runtime]);
            runtimes.into_iter().map(|runtime| topic.program(runtime)).collect()
        }
        (Err(_), Ok((mistake, _))) if mistake.is_refused() => {
            return Err(format!("rustc refuses {name}, so it does not run; see: just fail {name}"));
        }
        (Err(_), Ok((_, cases))) => cases.into_iter().map(|case| case.mistake).collect(),
        (Err(error), Err(_)) => return Err(error),
    };
    for program in &found {
        let name = &program.name;
        if program.compile_error().is_some() {
            return Err(format!("rustc refuses {name}, so it does not run; see: just run {name}"));
        }
        if !program.text()?.contains("asyncio::run(") {
            let why = "is without crates/asyncio, which is what records";
            return Err(format!("{name} {why}; try: just timeline stage2"));
        }
    }
    Ok(found)
}

/// Builds programs with recording. Where cargo has put them, or `None` if one does not compile.
pub fn build(programs: &[Program]) -> Result<Option<Vec<PathBuf>>, String> {
    let mut binaries = Vec::new();
    for program in programs {
        let mut program = program.clone();
        program.features.push("asyncio/record");
        let mut cargo = cargo_for("build", &program)?;
        cargo.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit());
        let output = cargo.output().map_err(|error| format!("cannot start cargo: {error}"))?;
        if !output.status.success() {
            return Ok(None);
        }
        let said = String::from_utf8_lossy(&output.stdout);
        let messages = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let mut binary = messages.filter_map(|it| it["executable"].as_str().map(PathBuf::from));
        binaries.push(binary.next().ok_or("cargo does not say where the program is")?);
    }
    Ok(Some(binaries))
}

/// Runs a program. Its record, with a last line for its end.
fn run(name: &str, binary: &Path, one_thread: bool, part: &Path) -> Result<String, String> {
    fs::write(part, "").map_err(|error| format!("cannot write {}: {error}", part.display()))?;
    let mut command = Command::new(binary);
    command.env("ASYNCIO_RECORD", part).env("RUST_BACKTRACE", "0").current_dir(root()?);
    if one_thread {
        command.envs(ONE_THREAD);
    }
    let (mut seen, mut last) = ((0, 0), Instant::now());
    let output = run_until(command, Show::No, |printed, time| {
        let length = fs::metadata(part).map_or(0, |metadata| metadata.len());
        if seen != (printed.len(), length) {
            (seen, last) = ((printed.len(), length), Instant::now());
        }
        last.elapsed() > PATIENCE || time > TIME_LIMIT || length > LONGEST
    })?;
    let how = match output.status.code() {
        _ if output.stopped => "hangs, stopped".to_string(),
        Some(0) => "ended".to_string(),
        Some(code) => format!("ended with exit code {code}"),
        None => format!("ended with {}", output.status),
    };
    let record = programs::read(part)?;
    let _ = fs::remove_file(part); // a copy
    Ok(format!("{record}{}\n", last_line(name, output.time, &how)))
}

/// The runs whose records are kept in `crates/tools/timeline/records`. To make one anew:
/// `just timeline stage2`, and copy its record.
pub fn kept(topic: &str) -> Result<Vec<Run>, String> {
    let records = root()?.join("crates/tools/timeline/records");
    Ok(read(&programs::read(&records.join(format!("{topic}.jsonl")))?))
}
