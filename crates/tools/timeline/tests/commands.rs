//! What the command says of what cannot be drawn: one line, which says what can.

use std::process::Command;

use classroom::output::run_together;

#[test]
fn what_cannot_be_drawn_is_refused_in_one_line() {
    for (arguments, says) in [
        ("", "it takes the name of a program, topic or mistake, such as stage2-tokio"),
        ("stage2-tokio --png", "it takes the name of a program, topic or mistake"),
        ("stage2-toki", "there is no program 'stage2-toki'; did you mean 'stage2-tokio'?"),
        ("self-awiat", "there is no mistake 'self-awiat'; did you mean 'self-await'?"),
        ("native-signal", "native-signal-tokio is without crates/asyncio, which is what records"),
        ("stage1-smol", "rustc refuses stage1-smol, so it does not run; see: just run stage1-smol"),
        (
            "rc-across-await",
            "rustc refuses rc-across-await, so it does not run; see: just fail rc-",
        ),
        ("chain-asyncio", "chain-asyncio is in Python; only programs in Rust are recorded"),
        (
            "own-words",
            "there is no program 'own-words'; it is an exercise; all are listed by: just exercise",
        ),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_timeline"));
        command.args(arguments.split_whitespace());
        let [output] = run_together([command]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(output.stderr.starts_with(&format!("timeline: {says}")), "{output:?}");
        assert_eq!((output.stderr.lines().count(), output.stdout.as_str()), (1, ""), "{output:?}");
    }
}
