//! The three programs must not compile, and rustc must say what is recorded beside each of them.

use std::path::Path;

#[test]
fn rustc_says_what_is_recorded() {
    let cases = trybuild::TestCases::new();
    for program in ["src/tokio.rs", "src/async_std.rs", "src/smol.rs"] {
        // trybuild would pass over a file that it does not find.
        assert!(Path::new(program).is_file(), "{program} is missing");
        cases.compile_fail(program);
    }
}
