//! Every program is there, says what it is, is found, and differs from its twins only where it must.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;

use cargo_metadata::MetadataCommand;
use classroom::compare::differing_lines;
use classroom::exercises::{Exercise, MINE};
use classroom::mistakes::{Case, Mistake};
use classroom::output::expected;
use classroom::programs::{Program, Runtime, Topic, read, root};

fn all_programs() -> impl Iterator<Item = (Topic, Runtime)> {
    let topics = Topic::all().unwrap();
    assert!(topics.len() >= 4, "no programs found: {topics:?}");
    topics.into_iter().flat_map(|topic| Runtime::ALL.map(|runtime| (topic.clone(), runtime)))
}

#[test]
fn each_has_a_header_with_its_purpose_and_its_command() {
    for (topic, runtime) in all_programs() {
        let program = topic.program(runtime);
        let (name, purpose) = (&program.name, program.purpose().unwrap());
        assert!(purpose.ends_with('.') && purpose.len() > 20, "{name}: {purpose}");
        let command = format!("\n//!\n//!     just run {name}\n//!\n");
        let text = program.text().unwrap();
        assert!(text.contains(&command), "{name}: its header must contain {command}");
    }
}

/// cargo's list of programs, which the manifests make, and ours, which the folders make.
#[test]
fn cargo_knows_the_same_ones() {
    let mistakes = Mistake::all().unwrap().into_iter().flat_map(|mistake| mistake.programs());
    let exercises = Exercise::all().unwrap().into_iter().flat_map(|exercise| {
        let programs = |runtime| [exercise.start(runtime), exercise.solution(runtime)];
        Runtime::ALL.map(programs).into_iter().flatten()
    });
    let programs = all_programs().map(|(topic, runtime)| topic.program(runtime));
    let programs = programs.chain(mistakes).chain(exercises);
    let ours: BTreeMap<String, (String, PathBuf, Vec<String>)> = programs
        .map(|program| {
            let source = program.source.canonicalize().unwrap();
            let features = program.features.iter().map(ToString::to_string).collect();
            (program.name, (program.package, source, features))
        })
        .collect();

    let metadata = MetadataCommand::new()
        .manifest_path(root().unwrap().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_string()])
        .exec()
        .unwrap();
    let mut theirs = BTreeMap::new();
    // A student's answers come and go.
    for package in metadata.packages.into_iter().filter(|package| *package.name != MINE) {
        for target in package.targets {
            let is_program = *package.name == "mistakes"
                || Runtime::ALL.iter().any(|runtime| target.name.ends_with(runtime.name()));
            if target.is_bin() && is_program {
                let source = target.src_path.canonicalize().unwrap();
                let package = package.name.to_string();
                theirs.insert(target.name, (package, source, target.required_features));
            }
        }
    }
    assert_eq!(ours, theirs);
}

/// A program in no runtime's words. Of these, and of nothing else, twins may differ.
fn neutral(source: &str, runtime: Runtime) -> String {
    let (import, sleep, spawn, entry) = match runtime {
        Runtime::Tokio => {
            ("use tokio::time::sleep;", "sleep(", "tokio::spawn(task);", "#[tokio::main]\nasync ")
        }
        Runtime::AsyncStd => (
            "use async_std::task::sleep;",
            "sleep(",
            "async_std::task::spawn(task);",
            "#[async_std::main]\nasync ",
        ),
        Runtime::Smol => ("use smol::Timer;", "Timer::after(", "smol::spawn(task).detach();", ""),
    };
    let dropped = match runtime {
        Runtime::Tokio | Runtime::AsyncStd => "lets it go on when its handle is dropped, as here",
        Runtime::Smol => "cancels it when its handle is dropped, so it is detached",
    };
    let dropped = format!("{runtime} {dropped}");
    let command = format!("-{runtime}\n");
    let entry = format!("{entry}fn main() ");
    let alone = format!("with {runtime} alone");
    let words = [&command, import, &format!("    {sleep}"), spawn, &entry, &dropped, &alone];
    let neutral = ["-RUNTIME\n", "IMPORT", "    SLEEP(", "SPAWN", "MAIN ", "DROPPED", "ALONE"];
    let mut text = source.to_string();
    for (word, neutral) in words.into_iter().zip(neutral) {
        text = text.replace(word, neutral);
    }
    for (word, neutral) in own_words(runtime) {
        text = text.replace(word, neutral);
    }
    // In tokio's and async-std's `main` one can await; smol's blocks.
    let lines = text.lines().map(|line| {
        let awaited = line.strip_prefix("    smol::block_on(").and_then(|x| x.strip_suffix(");"));
        let value = line.strip_prefix("    smol::block_on(").and_then(|x| x.strip_suffix(")"));
        match (awaited, value) {
            (Some(future), _) => format!("    {future}.await;"),
            (None, Some(future)) => format!("    {future}.await"),
            (None, None) => line.to_string(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The runtime's own words in two mistakes and in the lost task, which use it without the port, and
/// its file system in du.
fn own_words(runtime: Runtime) -> Vec<(&'static str, &'static str)> {
    // What a task panicked with comes out of its await; in tokio it is an `Err`.
    let awaited = ("    work_task.await;", "    work_task.await.unwrap();");
    match runtime {
        Runtime::Tokio => vec![
            ("tokio::runtime::Handle::current().block_on(more_task)", "BLOCK_ON"),
            ("tokio::spawn(work())", "SPAWN_WORK"),
            ("tokio::spawn(more_work())", "SPAWN_MORE_WORK"),
            ("du-tokio -- <folder>", "du-RUNTIME -- <folder>"),
            ("use tokio::fs;", "IMPORT"),
            ("entries.next_entry().await?", "NEXT_ENTRY"),
        ],
        Runtime::AsyncStd => vec![
            ("async_std::task::block_on(more_task)", "BLOCK_ON"),
            ("async_std::task::spawn(work())", "SPAWN_WORK"),
            ("async_std::task::spawn(more_work())", "SPAWN_MORE_WORK"),
            ("du-async-std -- <folder>", "du-RUNTIME -- <folder>"),
            ("use async_std::{fs, prelude::StreamExt};", "IMPORT"),
            ("entries.next().await.transpose()?", "NEXT_ENTRY"),
            // Its errors tell the reason apart.
            ("use std::error::Error;\n", ""),
            (
                "/// async-std says in its own words what failed. Why, only the error's source says.\n",
                "",
            ),
            (
                "    let reason = error.source().map_or(error.to_string(), ToString::to_string);\n",
                "",
            ),
            ("{reason}", "{error}"),
            awaited,
        ],
        Runtime::Smol => vec![
            ("smol::block_on(more_task)", "BLOCK_ON"),
            ("smol::spawn(work())", "SPAWN_WORK"),
            ("smol::spawn(more_work()).detach()", "SPAWN_MORE_WORK"),
            ("du-smol -- <folder>", "du-RUNTIME -- <folder>"),
            ("use smol::{fs, stream::StreamExt};", "IMPORT"),
            ("entries.next().await.transpose()?", "NEXT_ENTRY"),
            awaited,
        ],
    }
}

fn assert_alike(name: &str, programs: &[Program]) {
    let neutral = |program: &Program, runtime| {
        let text = program.text().unwrap();
        // What it prints is compared where it runs.
        let printed = text.contains("//! ```text").then(|| expected(&text));
        let lines = printed.iter().flat_map(|printed| printed.lines());
        let text =
            lines.fold(text.clone(), |text, line| text.replace(&format!("//! {line}\n"), ""));
        neutral(&text, runtime)
    };
    let tokio = neutral(&programs[0], Runtime::Tokio);
    for (program, twin) in programs.iter().zip(Runtime::ALL) {
        assert_eq!(tokio, neutral(program, twin), "{name} on {twin} and tokio");
    }
}

#[test]
fn twins_differ_only_where_the_runtime_forces_them_to() {
    for topic in Topic::all().unwrap() {
        let programs = Runtime::ALL.map(|runtime| topic.program(runtime));
        // Native programs are in their runtime's own words.
        if programs[0].text().unwrap().contains("asyncio::run(") {
            assert_alike(&topic.name, &programs);
        }
    }
}

#[test]
fn twins_of_a_mistake_differ_only_where_the_runtime_forces_them_to() {
    for mistake in Mistake::all().unwrap() {
        if let [_, _, _] = &mistake.cases[..] {
            let programs = |program: fn(&Case) -> &Program| {
                mistake.cases.iter().map(|case| program(case).clone()).collect::<Vec<_>>()
            };
            assert_alike(&mistake.name, &programs(|case| &case.mistake));
            assert_alike(&mistake.name, &programs(|case| &case.repair));
        }
    }
}

#[test]
fn twins_of_an_exercise_differ_only_where_the_runtime_forces_them_to() {
    for exercise in Exercise::all().unwrap() {
        assert_alike(&exercise.name, &Runtime::ALL.map(|runtime| exercise.start(runtime)));
        // Its solutions are in their runtime's own words.
        if exercise.name != "own-words" {
            assert_alike(&exercise.name, &Runtime::ALL.map(|runtime| exercise.solution(runtime)));
        }
    }
}

/// The names of a program's functions, in order. What Python calls `main` is `async_main` in Rust.
fn functions(source: &str, keyword: &str) -> Vec<String> {
    let words = |line: &str| line.trim_start().trim_start_matches("async ").to_string();
    let headers = source.lines().map(words);
    let headers = headers.filter_map(|line| line.strip_prefix(keyword).map(ToString::to_string));
    headers.map(|line| line.split(['(', '<']).next().unwrap().replace("async_", "")).collect()
}

#[test]
fn the_python_program_has_the_same_functions_in_the_same_order() {
    let mut checked = 0;
    for topic in Topic::all().unwrap() {
        let source = topic.program(Runtime::Tokio).text().unwrap();
        let uses_the_port = source.contains("asyncio::run(");
        let is_stage = topic.name.starts_with("stage");
        assert_eq!(topic.asyncio().is_some(), uses_the_port && !is_stage, "{}", topic.name);
        if let Some(python) = topic.asyncio() {
            let (mut rust, python) =
                (functions(&source, "fn "), functions(&read(&python).unwrap(), "def "));
            // Python's `finally`, and what starts the runtime.
            rust.retain(|name| name != "drop" && name != "without_asyncio");
            let end = rust.split_off(rust.iter().position(|name| name == "spawn").unwrap());
            assert_eq!(end, ["spawn", "main"], "{}", topic.name);
            assert_eq!(rust, python, "{}", topic.name);
            checked += 1;
        }
    }
    assert!(checked >= 4, "only {checked} topics have a Python program");
}

#[test]
fn twins_of_a_stage_differ_in_at_most_nine_lines() {
    let topics = Topic::all().unwrap();
    for topic in topics.iter().filter(|topic| topic.name.starts_with("stage")) {
        for left in Runtime::ALL {
            for right in Runtime::ALL {
                let text = |runtime| topic.program(runtime).text().unwrap();
                let lines = differing_lines(&text(left), &text(right));
                assert!(lines.len() <= 9, "{} on {left} and {right}: {lines:#?}", topic.name);
                assert_eq!(lines.is_empty(), left == right);
            }
        }
    }
}

#[test]
fn a_stage_fits_on_a_page() {
    for (topic, runtime) in all_programs() {
        let length = topic.program(runtime).text().unwrap().lines().count();
        let limit = match &topic.name[..] {
            name if name.starts_with("stage") => 60,
            "du" => 260, // a tool that one can use
            _ => 90,
        };
        assert!(length <= limit, "{} has {length} lines", topic.program(runtime).name);
    }
}

/// `just run` must not compile a runtime that the program does not need.
#[test]
#[ignore = "cargo takes seconds to tell: `just check-all` has it"]
fn a_program_needs_one_runtime() {
    let check = |topic: Topic, runtime: Runtime| {
        let mut tree = classroom::run::cargo(&["tree", "--offline", "--edges", "normal"]).unwrap();
        tree.args(["--package", &topic.package, "--no-default-features", "--prefix", "none"]);
        let output = tree.args(["--features", runtime.name()]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let tree = String::from_utf8(output.stdout).unwrap();
        for other in Runtime::ALL {
            let needed = tree.lines().any(|line| line.starts_with(&format!("{other} v")));
            assert_eq!(needed, other == runtime, "{} on {runtime} and {other}", topic.name);
        }
    };
    // cargo takes its time, so all at once.
    thread::scope(|scope| {
        for (topic, runtime) in all_programs() {
            scope.spawn(move || check(topic, runtime));
        }
    });
}

/// `crates/asyncio` is to be read in one sitting. Its comments are not counted: they are for that.
#[test]
fn the_port_is_short() {
    let folder = root().unwrap().join("crates/asyncio/src");
    let mut code = 0;
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    // Recording is off, and no part of the lesson. The lines that call it are counted.
    for path in files.filter(|path| path.is_file() && !path.ends_with("record.rs")) {
        let source = read(&path).unwrap();
        assert!(source.lines().count() <= 200, "{} is too long", path.display());
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
        code += source.lines().filter(is_code).count();
    }
    assert!((100..=700).contains(&code), "crates/asyncio has {code} lines of code");
}
