//! The three programs, and the Python program, print what the header says.

use classroom::output::{check_asyncio, check_example};

#[test]
fn is_what_the_header_says() {
    let outputs = check_example([
        (env!("CARGO_BIN_EXE_outcomes-tokio"), include_str!("../tokio.rs")),
        (env!("CARGO_BIN_EXE_outcomes-async-std"), include_str!("../async_std.rs")),
        (env!("CARGO_BIN_EXE_outcomes-smol"), include_str!("../smol.rs")),
    ]);
    for output in outputs {
        // The panic hook's. Nobody reports the failure a second time: the callback has asked.
        assert_eq!(output.stderr.matches("panicked").count(), 1, "{output:?}");
        assert!(output.stderr.contains("\nbad luck\n"), "{output:?}");
        assert!(!output.stderr.contains("asyncio: "), "{output:?}");
    }
}

#[test]
fn is_what_asyncio_prints() {
    check_asyncio(include_str!("../tokio.rs"));
}
