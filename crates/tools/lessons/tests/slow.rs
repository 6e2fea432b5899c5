//! What-ifs do what is recorded, the checks of exercises are right about all answers, and a header's `cargo add` is
//! enough, on each runtime.

use std::path::Path;
use std::process::{Command, id};
use std::{env, fs};

use classroom::programs::{Program, Runtime, Topic, read, root};
use classroom::run::cargo;
use classroom::{Context, Error, Result, say};
use lessons::check::{what_ifs, wrong_verdicts};
use lessons::files::write;
use lessons::header::Header;
use lessons::outcome::Outcome;
use lessons::process::{Show, run};

/// A reader's flags change no verdict, and a batch deletes no program that still runs.
#[test]
fn a_mistake_fails_as_intended_beside_a_batch() {
    let mut lessons = Command::new(env!("CARGO_BIN_EXE_lessons"));
    lessons.args(["fail", "never-awaited-smol"]).env("RUSTFLAGS", "-D warnings");
    assert!(lessons.output().unwrap().status.success());
}

#[test]
fn every_lesson_does_what_is_recorded() {
    let mut wrong: Vec<_> = what_ifs(1).unwrap().into_iter().collect();
    wrong.extend(wrong_verdicts().unwrap());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Each program of `examples/runtime-alone`, with the versions of this workspace.
#[test]
fn every_program_runs_in_an_empty_package_after_the_cargo_add_of_its_header() {
    let folder = env::temp_dir().join(format!("cargo-add-{}", id()));
    let examples = root().unwrap().join("examples/runtime-alone");
    let mut topics = Topic::all().unwrap();
    topics.retain(|topic| topic.sources.starts_with(&examples));
    assert!(!topics.is_empty());
    let mut wrong = Vec::new();
    for program in topics.iter().flat_map(|topic| Runtime::ALL.map(|it| topic.program(it))) {
        say(&format!("{} in an empty package …", program.name));
        // Without a network, cargo uses what it has downloaded before.
        let offline = build_alone(&program, &folder, "true");
        if let Err(error) = offline.or_else(|_| build_alone(&program, &folder, "false")) {
            wrong.push(error.to_string());
            continue;
        }
        let executable = folder.join("target/debug").join(&program.name);
        let output = run(Command::new(executable), Show::No).unwrap();
        let expected = Outcome::expected(&program).unwrap();
        if !output.status.success() || !expected.allows(&Outcome::from_text(&output.stdout)) {
            wrong.push(format!("{} prints\n{output:?}\nnot\n{}", program.name, expected.text()));
        }
    }
    fs::remove_dir_all(folder).unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn build_alone(program: &Program, folder: &Path, offline: &str) -> Result<()> {
    let (name, text) = (&program.name, read(&program.source)?);
    let package = folder.join(name);
    let manifest = format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n");
    write(&package.join("Cargo.toml"), manifest)?;
    write(&package.join("Cargo.lock"), read(&root()?.join("Cargo.lock"))?)?;
    write(&package.join("src/main.rs"), &text)?;
    let header = Header::of_program(&text);
    let adds = header.notes("    cargo add ").map(|line| format!("add {line}"));
    for line in adds.chain(["build --target-dir ../target".to_string()]) {
        let mut command = cargo(&line.split(' ').collect::<Vec<_>>())?;
        command.arg("--quiet").env("CARGO_NET_OFFLINE", offline).current_dir(&package);
        let output = command.output().context("cannot start cargo")?;
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            return Err(Error::new(format!("{name}: cargo {line} fails:\n{stderr}")));
        }
    }
    Ok(())
}
