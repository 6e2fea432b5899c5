//! The programs must not compile, and rustc must say what is recorded beside each of them.

use std::path::Path;

#[test]
fn rustc_says_what_is_recorded() {
    let cases = trybuild::TestCases::new();
    for (program, is_needed) in [
        ("src/tokio.rs", cfg!(feature = "tokio")),
        ("src/async_std.rs", cfg!(feature = "async-std")),
        ("src/smol.rs", cfg!(feature = "smol")),
    ] {
        // trybuild would pass over a file that it does not find.
        assert!(Path::new(program).is_file(), "{program} is missing");
        if is_needed {
            cases.compile_fail(program);
        }
    }
}
