//! What the commands say to bad input: one clear line, and exit code 2. And what they print, and to whom.

use std::process::{Command, Stdio};

use classroom::programs::root;
use classroom::run::cargo;

/// Runs the tool as the front door does.
fn run(words: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lessons"));
    let output = command.args(words).current_dir(root().unwrap()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn bad_input_gets_one_line_that_says_what_would_be_right() {
    for (words, message) in [
        (
            "fail rc-accross-await",
            "there is no mistake 'rc-accross-await'; did you mean 'rc-across-await'?",
        ),
        ("fail frobnicate", "there is no mistake 'frobnicate'; see: just mistakes"),
        ("repair rc-across-await-tokio", "rc-across-await needs no runtime: leave '-tokio' away"),
        ("fail never-awaited-java", "never-awaited is there for tokio, async-std, smol"),
        ("repair", "it takes the name of a mistake; see: just mistakes"),
        ("compare stage2 tokio java", "there is no runtime 'java'; see: tokio, async-std, smol"),
        ("compare stage2-tokio tokio smol", "it takes a topic: just compare stage2 tokio smol"),
        ("fail stage1-smol", "stage1 is await-in-callback: just fail await-in-callback"),
        ("what-if stgae2", "there is no stage 'stgae2'; did you mean 'stage2'?"),
        ("what-if no-remove smol", "no-remove is of stage2: just what-if stage2 no-remove"),
        ("what-if chain", "chain has no what-ifs; stage1, stage2 and stage3 have"),
        (
            "what-if stage2-smol no-remove",
            "the runtime comes last: just what-if stage2 <name> smol",
        ),
        ("what-if stage2 no-remvoe", "there is no what-if 'no-remvoe'; did you mean 'no-remove'?"),
        ("what-if --times many", "'many' is not a number of times, such as 100"),
        ("exercise second-calback-smol", "did you mean 'second-callback-smol'?"),
        ("exercise src/bin/Second_Callback-smol.rs", "did you mean 'second-callback-smol'?"),
        ("exercise second-callback", "which runtime? just exercise second-callback-tokio"),
        ("hint lost-signal 4", "there is no hint '4'; there are 1, 2 and 3"),
        ("solution", "it takes the name of an exercise, such as second-callback-tokio"),
        ("break pulse-lots", "there is no mutation 'pulse-lots'; did you mean 'pulse-lost'?"),
        ("break pulse", "there is no mutation 'pulse'; did you mean 'pulse-lost'?"),
    ] {
        let (code, stdout, stderr) = run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!(code, Some(2), "{words}: {stderr}");
        assert_eq!((stdout.as_str(), stderr.lines().count()), ("", 1), "{words}: {stderr}");
        assert!(stderr.contains(message), "{words}: {stderr}");
    }
    for (words, what) in [(["hint", ""], "exercise"), (["fail", "-h"], "mistake")] {
        let (code, _, stderr) = run(&words);
        assert_eq!(code, Some(2));
        assert!(stderr.contains(&format!(": which {what}? See: just ")), "{stderr}");
    }
}

#[test]
fn compare_marks_the_lines_that_differ() {
    let (code, stdout, _) = run(&["compare", "stage2", "tokio", "smol"]);
    assert_eq!(code, Some(0));
    for line in [
        "    tokio |     tokio::spawn(task);",
        "     smol |     smol::spawn(task).detach();",
        "          | async fn async_main() {",
    ] {
        assert!(stdout.lines().any(|it| it == line), "{line} is not in {stdout}");
    }
}

/// The lists show each lesson with what it is about.
#[test]
fn lists_show_each_lesson_with_its_purpose() {
    for (list, name) in [
        ("mistakes", "  rc-across-await "),
        ("mistakes", "  await-in-callback "),
        ("what-if", "stage2 no-remove "),
        ("exercise", "without-asyncio "),
        ("break", "pulse-lost "),
    ] {
        let (code, stdout, _) = run(&[list]);
        assert_eq!(code, Some(0));
        let line = stdout.lines().find(|line| line.starts_with(name));
        assert!(line.is_some_and(|line| line.len() > 50), "{name} is not in {stdout}");
    }
}

/// A hint leads to the next one.
#[test]
fn hints_follow_each_other() {
    let hints = ["1", "2", "3"].map(|number| run(&["hint", "lost-signal", number]).1);
    assert_eq!(hints[0], run(&["hint", "lost-signal-smol"]).1);
    assert!(hints[0].ends_with(": just hint lost-signal 2\n"));
    assert!(hints[1].ends_with(": just hint lost-signal 3\n"));
    assert!(!hints[2].contains("just hint"));
}

/// As in `just run chain-tokio | head -1`: the program ends, and does not panic.
#[test]
fn a_program_may_lose_its_reader() {
    let mut command = cargo(&["classroom", "run", "chain-tokio"]).unwrap();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_an_error() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut lessons = Command::new(env!("CARGO_BIN_EXE_lessons"));
    let command = lessons.arg("mistakes").current_dir(root().unwrap());
    assert_eq!(command.stdout(full).stderr(Stdio::null()).status().unwrap().code(), Some(2));
}
