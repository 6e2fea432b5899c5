//! Stages and examples print what their headers say, on each runtime. Python prints what tokio's program prints. All run
//! at the same time.

use std::process::Command;

use classroom::programs::{Program, Runtime, Topic, read};
use classroom::python::{NO_PYTHON, Python};
use classroom::run::cargo;
use lessons::build::build_with;
use lessons::outcome::Outcome;
use lessons::process::{Show, in_parallel, run};
use lessons::testing::not_checked;

/// du has an argument, and lost-task's lines come in several orders: they have tests of their own.
const OWN_TEST: [&str; 2] = ["du", "lost-task"];

#[test]
fn every_program_prints_what_its_header_says() {
    let mut topics = Topic::all().unwrap();
    topics.retain(|topic| !OWN_TEST.contains(&&topic.name[..]));
    topics.retain(|topic| !topic.program(Runtime::Tokio).is_refused());
    let programs = topics.iter().flat_map(|topic| Runtime::ALL.map(|it| topic.program(it)));
    let programs: Vec<_> = programs.collect();
    // With this package, dependencies have the features that they have in `cargo test`, and need not be compiled again.
    let mut command = cargo(&["build", "--package", "lessons"]).unwrap();
    for program in &programs {
        command.args(["--package", &program.package, "--bin", &program.name]);
    }
    let built = build_with(command, Show::No, str::to_string).unwrap();
    let expected = |program: &Program| Outcome::expected(program).unwrap();
    // A task that panics on purpose is one whose panic the program retrieves.
    let panics = |program: &Program| read(&program.source).unwrap().contains("panic!(");
    let job = |program: &Program| {
        let executable = built[&program.name].executable.as_ref().unwrap();
        (program.name.clone(), Command::new(executable), expected(program), panics(program))
    };
    let mut jobs: Vec<_> = programs.iter().map(job).collect();
    let python = Python::find();
    if python.is_none() {
        not_checked(NO_PYTHON);
    }
    for topic in &topics {
        if let (Some(python), Some(program)) = (&python, topic.asyncio()) {
            let (name, command) = (format!("{}-asyncio", topic.name), python.command(&program));
            jobs.push((name, command, expected(&topic.program(Runtime::Tokio)), false));
        }
    }
    assert!(jobs.len() > 20, "only {} programs", jobs.len());
    let count = jobs.len();
    let wrong = in_parallel(jobs, count, |(name, command, expected, panics)| {
        let output = run(command, Show::No).unwrap();
        let stderr = &output.stderr;
        let is_right = expected.allows(&Outcome::from_text(&output.stdout))
            && output.status.success()
            && stderr.matches(" panicked at ").count() == usize::from(panics)
            && (panics || stderr.is_empty())
            && !stderr.contains("asyncio: ");
        (!is_right).then(|| format!("{name} prints\n{output:?}\nnot\n{}", expected.text()))
    });
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
