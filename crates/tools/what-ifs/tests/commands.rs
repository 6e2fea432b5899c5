//! The commands, but those that build.

use std::process::Command;

use classroom::output::{Output, run_together};
use what_ifs::WhatIf;

fn what_if(arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_what-ifs"));
    command.args(arguments.split_whitespace());
    let [output] = run_together([command]);
    output
}

#[test]
fn the_lists_show_each_with_its_purpose() {
    for it in WhatIf::all().unwrap() {
        for arguments in ["", &it.topic.name] {
            let output = what_if(arguments);
            assert!(output.status.success(), "{output:?}");
            let begin = format!("{} {} ", it.topic.name, it.name);
            let line = output.stdout.lines().find(|line| line.starts_with(&begin));
            assert!(line.is_some_and(|line| line.ends_with(&it.purpose)), "{begin}: {output:?}");
        }
    }
    assert!(!what_if("stage2").stdout.contains("stage3"));
}

/// What is wrong, and what would be right, in a line.
#[test]
fn a_wrong_word_gets_one_clear_line() {
    for (arguments, message) in [
        ("stage9", "there is no stage 'stage9'; there are stage1, stage2, stage3"),
        ("chain", "there are no what-ifs of 'chain'; there are of stage1, stage2, stage3"),
        ("stage2-smol no-remove", "it takes the stage alone: just what-if stage2"),
        ("stage2 no-remvoe", "stage2 has no what-if 'no-remvoe'; did you mean 'no-remove'?"),
        ("stage2 nothing", "stage2 has no what-if 'nothing'; there are await-only-work, "),
        ("stage2 no-remove java", "there is no runtime 'java'; there are tokio, async-std, smol"),
        ("--all", "there is no option '--all'; there are --record and --times"),
        ("--times many", "'many' is no number of times"),
        ("a b c d", "it takes a stage, a name and a runtime: just what-if stage2 no-remove smol"),
    ] {
        let output = what_if(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments}: {output:?}");
        assert_eq!(output.stderr.lines().count(), 1, "{arguments}: {output:?}");
        assert!(output.stderr.starts_with(&format!("what-if: {message}")), "{output:?}");
        assert_eq!(output.stdout, "");
    }
}
