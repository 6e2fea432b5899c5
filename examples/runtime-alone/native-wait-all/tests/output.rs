//! The three programs: each prints what its header says, which is what the tutorial's stage prints.

use classroom::output::{STAGE, check_example, expected};

#[test]
fn is_what_the_header_says() {
    let programs = [
        (env!("CARGO_BIN_EXE_native-wait-all-tokio"), include_str!("../tokio.rs")),
        (env!("CARGO_BIN_EXE_native-wait-all-async-std"), include_str!("../async_std.rs")),
        (env!("CARGO_BIN_EXE_native-wait-all-smol"), include_str!("../smol.rs")),
    ];
    for output in check_example(programs) {
        assert_eq!(output.stderr, "", "{output:?}");
    }
    for (_, source) in programs {
        assert_eq!(expected(source), STAGE);
    }
}
