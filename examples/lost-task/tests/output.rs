//! The three programs: with asyncio exactly the orders of lines that are possible, and without it
//! what each runtime does.

use std::process::Command;

use classroom::output::run_together;

const START: &str = "\
Main is starting...
Work is starting...
Work is done
";

/// What may follow, before main's second half: `more_work` starts before main is done, after it (as
/// in asyncio), or not at all.
const ENDS: [&str; 3] = [
    "More work is starting...\nMain Done.\nMore work is dropped\n",
    "Main Done.\nMore work is starting...\nMore work is dropped\n",
    "Main Done.\n",
];

#[test]
fn is_one_of_the_possible_ones() {
    let [tokio, async_std, smol] = run_together(
        [
            env!("CARGO_BIN_EXE_lost-task-tokio"),
            env!("CARGO_BIN_EXE_lost-task-async-std"),
            env!("CARGO_BIN_EXE_lost-task-smol"),
        ]
        .map(Command::new),
    );
    let destructor = "More work is starting...\nMain Done.\nMore work is dropped\n";
    let none = "More work is starting...\nMain Done.\n";
    for (program, without_asyncio) in [(tokio, destructor), (async_std, none), (smol, none)] {
        assert!(program.status.success(), "{program:?}");
        assert_eq!(program.stderr, "", "{program:?}");
        let half = "Without asyncio:\n";
        let (first, second) = program.stdout.split_once(half).expect("it has two halves");
        let end = first.strip_prefix(START).unwrap_or_else(|| panic!("{program:?}"));
        assert!(ENDS.contains(&end), "{program:?}");
        assert_eq!(second, without_asyncio, "{program:?}");
    }
}
