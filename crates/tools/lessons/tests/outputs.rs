//! Stages and examples print what their headers say, on each runtime and in Python. All run at the same time.

use std::process::Command;

use classroom::programs::{Runtime, Topic, read};
use classroom::python::{NO_PYTHON, Python};
use classroom::run::cargo;
use lessons::build::build_with;
use lessons::header::{Header, STAGE};
use lessons::outcome::Outcome;
use lessons::process::{Show, in_parallel, run};
use lessons::testing::not_checked;

/// du has an argument, and lost-task's lines come in several orders: they have tests of their own.
const OWN_TEST: [&str; 2] = ["du", "lost-task"];

#[test]
fn every_program_prints_what_its_header_says() {
    let topics = Topic::all().unwrap();
    let topics: Vec<_> =
        topics.into_iter().filter(|it| !OWN_TEST.contains(&&it.name[..])).collect();
    let mut command = cargo(&["build"]).unwrap();
    let mut expected = Vec::new();
    for topic in &topics {
        for program in Runtime::ALL.map(|runtime| topic.program(runtime)) {
            if !program.is_refused() {
                command.args(["--package", &program.package, "--bin", &program.name]);
                let header = Header::of_program(&read(&program.source).unwrap()).output();
                let is_stage = topic.name.starts_with("stage");
                let output = header.or(is_stage.then(|| STAGE.to_string()));
                expected.push((program.name, output.expect("the header says what it prints")));
            }
        }
    }
    let built = build_with(command, Show::No, str::to_string).unwrap();
    let mut jobs = Vec::new();
    for (name, output) in expected {
        let executable = built[&name].executable.as_ref().unwrap();
        jobs.push((name, Command::new(executable), output));
    }
    match Python::find() {
        None => not_checked(NO_PYTHON),
        Some(python) => {
            for topic in &topics {
                if let Some(program) = topic.asyncio() {
                    let tokio = read(&topic.program(Runtime::Tokio).source).unwrap();
                    let output = Header::of_program(&tokio).output().unwrap_or(STAGE.to_string());
                    jobs.push((
                        format!("{}-asyncio", topic.name),
                        python.command(&program),
                        output,
                    ));
                }
            }
        }
    }
    assert!(jobs.len() > 20, "only {} programs", jobs.len());
    let count = jobs.len();
    let wrong = in_parallel(jobs, count, |(name, command, expected)| {
        let output = run(command, Show::No).unwrap();
        let printed = Outcome::from_text(&output.stdout);
        let right = Outcome::from_text(&expected).allows(&printed) && output.status.success();
        // A task of these panics on purpose, and the program retrieves that.
        let is_meant = name.starts_with("outcomes-") || name.starts_with("native-callback-");
        let panics = usize::from(is_meant && !name.ends_with("-asyncio"));
        let stderr = &output.stderr;
        let right = right && stderr.matches(" panicked at ").count() == panics;
        let right = right && (panics == 1 || stderr.is_empty()) && !stderr.contains("asyncio: ");
        (!right).then(|| format!("{name} prints\n{output:?}\nnot\n{expected}"))
    });
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
