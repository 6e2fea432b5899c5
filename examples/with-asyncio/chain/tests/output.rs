//! The three programs, and the Python program, print what the header says.

use classroom::output::{check_asyncio, check_example};

#[test]
fn is_what_the_header_says() {
    let outputs = check_example([
        (env!("CARGO_BIN_EXE_chain-tokio"), include_str!("../tokio.rs")),
        (env!("CARGO_BIN_EXE_chain-async-std"), include_str!("../async_std.rs")),
        (env!("CARGO_BIN_EXE_chain-smol"), include_str!("../smol.rs")),
    ]);
    for output in outputs {
        assert_eq!(output.stderr, "", "{output:?}");
    }
}

#[test]
fn is_what_asyncio_prints() {
    check_asyncio(include_str!("../tokio.rs"));
}
