//! The commands that change nothing. Those that make a student's files are run by `.ci/run`, on a clean
//! checkout: here they could be somebody's.

use std::process::Command;

use classroom::exercises::EXERCISES;
use classroom::output::{Output, run_together};

fn coach(arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coach"));
    command.args(arguments.split_whitespace());
    let [output] = run_together([command]);
    output
}

#[test]
fn the_list_shows_each_with_its_purpose() {
    let output = coach("exercise");
    assert!(output.status.success(), "{output:?}");
    for exercise in EXERCISES {
        let line = output.stdout.lines().find(|line| line.starts_with(&format!("{exercise} ")));
        assert!(line.is_some_and(|line| line.len() > 60), "{exercise}: {output:?}");
    }
}

#[test]
fn a_hint_leads_to_the_next_one() {
    for exercise in EXERCISES {
        let first = coach(&format!("hint {exercise}-smol"));
        let [again, second, third] =
            [1, 2, 3].map(|number| coach(&format!("hint {exercise} {number}")));
        assert_eq!(first.stdout, again.stdout);
        assert!(first.stdout.ends_with(&format!(": just hint {exercise} 2\n")), "{first:?}");
        assert!(second.stdout.ends_with(&format!(": just hint {exercise} 3\n")), "{second:?}");
        assert!(third.status.success() && !third.stdout.contains("just hint"), "{third:?}");
    }
}

/// What is wrong, and what would be right, in a line.
#[test]
fn a_wrong_word_gets_one_clear_line() {
    for (arguments, message) in [
        ("exercise second-calback-smol", "did you mean 'second-callback-smol'?"),
        ("exercise second-callback", "just exercise second-callback-async-std"),
        ("exercise nothing", "there are second-callback, pass-the-result,"),
        ("hint lost-signal 4", "there is no hint '4'; there are 1, 2 and 3"),
        ("hint lost-signal 0", "there is no hint '0'"),
        ("hint", "hint takes the name of an exercise, such as second-callback-tokio"),
        ("solution", "solution takes the name of an exercise"),
        ("reset own-words", "just reset own-words-tokio"),
        ("exercise two words", "cannot do 'exercise two words'; see: just exercise"),
    ] {
        let output = coach(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments}: {output:?}");
        assert_eq!(output.stderr.lines().count(), 1, "{arguments}: {output:?}");
        assert!(output.stderr.contains(message), "{arguments}: {output:?}");
    }
}
