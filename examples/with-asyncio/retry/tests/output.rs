//! The three programs, and the Python program, print what the header says.

use std::time::Duration;

use classroom::output::{check_asyncio, check_example};

#[test]
fn is_what_the_header_says() {
    let outputs = check_example([
        (env!("CARGO_BIN_EXE_retry-tokio"), include_str!("../tokio.rs")),
        (env!("CARGO_BIN_EXE_retry-async-std"), include_str!("../async_std.rs")),
        (env!("CARGO_BIN_EXE_retry-smol"), include_str!("../smol.rs")),
    ]);
    for output in outputs {
        assert_eq!(output.stderr, "", "{output:?}");
        // Its last attempts come after 50 and 100 milliseconds.
        assert!(output.time >= Duration::from_millis(150), "{output:?}");
    }
}

#[test]
fn is_what_asyncio_prints() {
    check_asyncio(include_str!("../tokio.rs"));
}
