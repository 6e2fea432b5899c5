//! The three programs: with asyncio exactly the orders of lines that are possible, and without it
//! what each runtime does.

use std::process::Command;

use classroom::output::{expected, run_together};
use classroom::python::{NO_PYTHON, Python, not_checked};

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
    for (program, source) in [
        (tokio, include_str!("../tokio.rs")),
        (async_std, include_str!("../async_std.rs")),
        (smol, include_str!("../smol.rs")),
    ] {
        assert!(program.status.success(), "{program:?}");
        assert_eq!(program.stderr, "", "{program:?}");
        let (first, second) = program.stdout.split_once(HALF).expect("it has two halves");
        let (header, without_asyncio) = halves(source);
        assert!(ENDS.contains(&header.strip_prefix(START).unwrap()), "{header}");
        let end = first.strip_prefix(START).unwrap_or_else(|| panic!("{program:?}"));
        assert!(ENDS.contains(&end), "{program:?}");
        assert_eq!(second, without_asyncio, "{program:?}");
    }
}

const HALF: &str = "Without asyncio:\n";

/// What the header says, before and after the line in the middle.
fn halves(source: &str) -> (String, String) {
    let header = expected(source);
    let (first, second) = header.split_once(HALF).expect("it has two halves");
    (first.to_string(), second.to_string())
}

/// In asyncio there is one order.
#[test]
fn is_asyncios_before_the_second_half() {
    let Some(python) = Python::find() else { return not_checked(NO_PYTHON) };
    let [output] = run_together([python.command("asyncio.py".as_ref())]);
    assert_eq!(output.stdout, halves(include_str!("../tokio.rs")).0, "{output:?}");
    assert_eq!(output.stderr, "", "{output:?}");
}
