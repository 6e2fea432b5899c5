//! The three programs: each prints what its header says, and one task panics.

use classroom::output::check_example;

#[test]
fn is_what_the_header_says() {
    for output in check_example([
        (env!("CARGO_BIN_EXE_native-callback-tokio"), include_str!("../tokio.rs")),
        (env!("CARGO_BIN_EXE_native-callback-async-std"), include_str!("../async_std.rs")),
        (env!("CARGO_BIN_EXE_native-callback-smol"), include_str!("../smol.rs")),
    ]) {
        assert_eq!(output.stderr.matches("panicked at").count(), 1, "{output:?}");
        assert!(output.stderr.contains("\nno luck\n"), "{output:?}");
    }
}
