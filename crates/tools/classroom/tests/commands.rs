//! The commands, as `cargo classroom` and just call them.

use std::process::Command;
use std::time::Duration;

use classroom::mistakes::{ACCEPTED, REFUSED};
use classroom::output::{Output, Show, run_together, run_until};
use classroom::programs::{Runtime, Topic, root};

fn classroom(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_classroom"));
    command.args(arguments.split_whitespace());
    command
}

fn run(arguments: &str) -> Output {
    let [output] = run_together([classroom(arguments)]);
    output
}

/// Runs a command that compiles, which may take long on a slow machine.
fn run_compiled(arguments: &str) -> Output {
    let is_over = |_: &str, time| time > Duration::from_secs(600);
    let output = run_until(classroom(arguments), Show::No, is_over).unwrap();
    assert!(!output.stopped, "{output:?}");
    output
}

#[test]
fn list_shows_every_program_with_its_purpose() {
    let output = run("list");
    assert!(output.status.success(), "{output:?}");
    for topic in Topic::all().unwrap() {
        for runtime in Runtime::ALL {
            let program = format!("{} ", topic.program(runtime).name);
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

#[test]
fn mistakes_shows_each_with_its_purpose() {
    let output = run("mistakes");
    assert!(output.status.success(), "{output:?}");
    for mistake in REFUSED.iter().chain(&ACCEPTED) {
        let line = output.stdout.lines().find(|line| line.starts_with(&format!("{mistake} ")));
        assert!(line.is_some_and(|line| line.len() > 40), "{mistake}: {output:?}");
    }
}

/// What one sees of a mistake that rustc refuses.
#[test]
fn fail_shows_what_rustc_says_and_explains_it() {
    let output = run_compiled("fail rc-across-await");
    assert!(output.status.success(), "{output:?}");
    let parts = [
        "rc-across-await is meant not to compile. This is what rustc says of it:\n",
        "$ cargo build --package mistakes --bin rc-across-await --no-default-features",
        "error: future cannot be sent between threads safely\n",
        "As intended: rustc refuses rc-across-await with 'future cannot be sent",
        "\nGoal: ",
        "\nWay out: ",
    ];
    assert_in_order(&output.stderr, &parts);
    assert!(!output.stderr.contains('\x1b'), "colour, but no terminal: {output:?}");
}

/// What one sees of a mistake that compiles.
#[test]
fn fail_shows_what_goes_wrong_and_explains_it() {
    let output = run_compiled("fail set-is-not-done-smol");
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.ends_with("More work is starting...\nMain Done.\n"), "{output:?}");
    let parts = [
        "set-is-not-done-smol compiles, and is meant to go wrong when it runs.\n",
        "As intended: it ends, but has not printed 'More work is done'.\n",
        "\nGoal: ",
        "\nWhen it runs: ",
        "\nIts repair: just repair set-is-not-done-smol\n",
    ];
    assert_in_order(&output.stderr, &parts);
}

#[test]
fn repair_shows_what_differs_and_runs_it() {
    let output = run_compiled("repair forgotten-move");
    assert!(output.status.success(), "{output:?}");
    let parts = [
        "The repair of `forgotten-move`: ",
        "  mistake |     work_task.add_done_callback(|_task| println!(\"{name} is done\"));\n",
        "   repair |     work_task.add_done_callback(move |_task| println!(\"{name} is done\"));\n",
        "$ cargo build --package mistakes --bin forgotten-move-repair",
    ];
    assert_in_order(&output.stderr, &parts);
    assert!(output.stdout.ends_with("Work is done\nMain Done.\n"), "{output:?}");
}

fn assert_in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let (_, after) = rest.split_once(part).unwrap_or_else(|| panic!("{part} is not in {text}"));
        rest = after;
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
    let mistakes = [&REFUSED[..], &ACCEPTED].concat().join(", ");
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
            "run never-awaited-tokio",
            "there is no program 'never-awaited-tokio'; it is a mistake: just fail never-awaited-tokio"
                .into(),
        ),
        (
            "fail rc-accross-await",
            "there is no mistake 'rc-accross-await'; did you mean 'rc-across-await'?".into(),
        ),
        (
            "repair rc-across-await-tokio",
            "there is no mistake 'rc-across-await-tokio'; rc-across-await needs no runtime".into(),
        ),
        (
            "fail never-awaited-java",
            "there is no mistake 'never-awaited-java'; never-awaited is on tokio, async-std, smol"
                .into(),
        ),
        (
            "fail stage1-tokio",
            "there is no mistake 'stage1-tokio'; it is the mistake 'await-in-callback-tokio'".into(),
        ),
        (
            "fail stage2-tokio",
            "there is no mistake 'stage2-tokio'; it is a program: just run stage2-tokio".into(),
        ),
        ("repair", "it takes the name of a mistake; see: just mistakes".into()),
        ("fail frobnicate", format!("there is no mistake 'frobnicate'; there are {mistakes}")),
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

/// Also where another program of this workspace says it.
#[test]
fn bad_input_is_told_by_the_exit_code() {
    let output = run_compiled("what-if stage9");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let message = "what-if: there is no stage 'stage9'; there are stage1, stage2, stage3\n";
    assert_eq!(output.stderr, message);
}

#[test]
fn offline_leaves_a_folder_alone_that_is_not_empty() {
    let mut command = classroom("offline");
    command.arg(root().unwrap().join("target"));
    let [output] = run_together([command]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(output.stderr.lines().count(), 1, "{output:?}");
    assert!(output.stderr.ends_with(" is not empty: give the name of a new folder\n"));
}

#[test]
fn an_exercise_is_not_run_but_checked() {
    let output = run("run second-callback-tokio");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let message = "it is an exercise; all are listed by: just exercise";
    assert!(output.stderr.contains(message), "{output:?}");
}

#[test]
fn help_shows_all_commands() {
    for arguments in ["", "help"] {
        let output = run(arguments);
        assert!(output.status.success(), "{output:?}");
        for command in [
            "run",
            "list",
            "compare",
            "what-if",
            "mistakes",
            "fail",
            "repair",
            "timeline",
            "compile-fail",
            "exercise",
            "watch",
            "hint",
            "solution",
            "reset",
            "break",
            "book",
            "offline",
            "models",
            "bench",
            "check-all",
        ] {
            assert!(output.stdout.contains(&format!("\ncargo classroom {command} ")), "{output:?}");
        }
    }
}
