//! The three programs, run as they are: four seconds, for the second task starts after the first.

use std::process::Command;
use std::time::Duration;

use classroom::output::run_together;

const LINES: &str = "\
Main is starting...
Work is starting...
Work is done
More work is starting...
More work is done
Main Done.
";

#[test]
fn is_the_tutorials() {
    let programs = run_together(
        [
            env!("CARGO_BIN_EXE_stage3-tokio"),
            env!("CARGO_BIN_EXE_stage3-async-std"),
            env!("CARGO_BIN_EXE_stage3-smol"),
        ]
        .map(Command::new),
    );
    for program in programs {
        assert!(program.status.success(), "{program:?}");
        assert_eq!(program.stdout, LINES, "{program:?}");
        assert_eq!(program.stderr, "", "{program:?}");
        assert!(program.time >= Duration::from_secs(4), "{program:?}");
    }
}
