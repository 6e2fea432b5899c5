//! The command says what it did, or why it did not.

use std::process::{Command, Output};

fn conformance(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_conformance"));
    command.args(arguments);
    command
}

fn text(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn pairs_can_be_named() {
    let output = conformance(&["fan", "diamond"]).output().unwrap();
    let (stdout, stderr) = text(&output);
    assert!(output.status.success(), "{stderr}");
    let lines: Vec<Vec<&str>> =
        stdout.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0], ["fan", "ok"]);
    assert_eq!(lines[1], ["diamond", "ok"]);
    assert_eq!(stdout.lines().last(), Some("0 of 2 pairs differ, on 5 executors"));
}

#[test]
fn an_unknown_name_is_answered_with_what_there_is() {
    for arguments in
        [&["fann"][..], &["fan", "fann"], &["--record", "fann"], &["--on", "Smol", "fann"]]
    {
        let output = conformance(arguments).output().unwrap();
        let (stdout, stderr) = text(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(stdout, "");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        assert!(stderr.starts_with("there is no pair 'fann'; there are: callbacks_in_order, "));
    }
    let output = conformance(&["--on", "Smoll", "fan"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let expected = "there is no executor 'Smoll'; there are: TokioMultiThread, ";
    assert!(text(&output).1.starts_with(expected), "{output:?}");
}

/// Windows looks for `py` in its own folder, too.
#[cfg(unix)]
#[test]
fn without_python_nothing_can_be_recorded() {
    let output =
        conformance(&["--record"]).env("PATH", env!("CARGO_TARGET_TMPDIR")).output().unwrap();
    let expected = "no python3 (nor python, nor py) was found; it takes Python 3.10 or newer\n";
    assert_eq!((output.status.code(), text(&output).1.as_str()), (Some(2), expected));
}
