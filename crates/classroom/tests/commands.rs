//! The commands, as `cargo classroom` and just call them.

use std::process::Command;

use classroom::output::{Output, run_together};
use classroom::programs::{Runtime, Topic};

fn classroom(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_classroom"));
    command.args(arguments.split_whitespace());
    command
}

fn run(arguments: &str) -> Output {
    let [output] = run_together([classroom(arguments)]);
    output
}

/// Runs a command that compiles. That may take long on a slow machine, so it is done before.
fn run_compiled(arguments: &str) -> Output {
    classroom(arguments).output().unwrap();
    run(arguments)
}

#[test]
fn list_shows_every_program_with_its_purpose() {
    let output = run("list");
    assert!(output.status.success(), "{output:?}");
    for topic in Topic::all().unwrap() {
        for runtime in Runtime::ALL {
            let program = format!("{} ", topic.program(runtime));
            let line = output.stdout.lines().find(|line| line.starts_with(&program));
            assert!(line.is_some_and(|line| line.len() > 40), "{program}: {output:?}");
        }
    }
}

#[test]
fn compare_marks_the_lines_that_differ() {
    let output = run("compare stage2 tokio smol");
    assert!(output.status.success(), "{output:?}");
    let lines: Vec<_> = output.stdout.lines().collect();
    for line in [
        "    tokio |     tokio::spawn(task);",
        "     smol |     smol::spawn(task).detach();",
        "          | async fn async_main() {",
    ] {
        assert!(lines.contains(&line), "{line} is not in {lines:#?}");
    }
}

/// `run` says that the failure is meant, shows rustc's message, and succeeds.
#[test]
fn run_shows_how_stage_1_is_refused() {
    let output = run_compiled("run stage1-tokio");
    assert!(output.status.success(), "{output:?}");
    let meant = "stage1-tokio is meant not to compile.";
    assert!(output.stderr.starts_with(meant), "{output:?}");
    for part in [
        "--no-default-features --features tokio,does-not-compile",
        "error[E0728]: `await` is only allowed inside `async` functions and blocks",
        "As intended: rustc refuses stage1-tokio with E0728.",
    ] {
        assert!(output.stderr.contains(part), "{part} is not in {output:?}");
    }
    assert!(!output.stderr.contains('\x1b'), "colour, but no terminal: {output:?}");
}

#[test]
fn run_shows_the_command_and_runs_it() {
    let output = run_compiled("run lost-task-smol");
    assert!(output.status.success(), "{output:?}");
    let command = "$ cargo run --package lost-task --bin lost-task-smol --no-default-features \
                   --features smol\n";
    assert!(output.stderr.starts_with(command), "{output:?}");
    assert!(output.stdout.starts_with("Main is starting...\n"), "{output:?}");
}

#[test]
fn bad_input_gets_one_line_that_says_what_would_be_right() {
    let topics: Vec<_> = Topic::all().unwrap().into_iter().map(|topic| topic.name).collect();
    let topics = format!("there are {}, each on tokio, async-std, smol", topics.join(", "));
    for (arguments, message) in [
        ("run stage9-tokio", format!("there is no program 'stage9-tokio'; {topics}")),
        ("run frobnicate", format!("there is no program 'frobnicate'; {topics}")),
        (
            "run stage2-java",
            "there is no program 'stage2-java'; stage2 runs on tokio, async-std, smol".into(),
        ),
        (
            "run stgae2-tokio",
            "there is no program 'stgae2-tokio'; did you mean 'stage2-tokio'?".into(),
        ),
        (
            "run stage2-async_std",
            "there is no program 'stage2-async_std'; did you mean 'stage2-async-std'?".into(),
        ),
        (
            "compare stage2 tokio java",
            "there is no runtime 'java'; there are tokio, async-std, smol".into(),
        ),
        (
            "compare stage2-tokio tokio smol",
            "'stage2-tokio' is one program; for all three: stage2".into(),
        ),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert_eq!(output.stderr, format!("classroom: {message}\n"));
        assert_eq!(output.stdout, "");
    }
    for arguments in ["frobnicate", "run", "run stage2-tokio twice", "list everything"] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let message = format!("cannot do '{arguments}'; see: cargo classroom help");
        assert_eq!(output.stderr, format!("classroom: {message}\n"));
    }
}

#[test]
fn help_shows_all_commands() {
    for arguments in ["", "help"] {
        let output = run(arguments);
        assert!(output.status.success(), "{output:?}");
        for command in ["run", "list", "compare", "test", "check", "check-all"] {
            assert!(output.stdout.contains(&format!("\ncargo classroom {command} ")), "{output:?}");
        }
    }
}
