//! Each file must not compile, and rustc must say what is recorded beside it.

use std::path::Path;

#[test]
fn rustc_says_what_is_recorded() {
    let cases = trybuild::TestCases::new();
    for program in [
        "refused-by-rustc/await-in-closure/mistake.rs",
        "refused-by-rustc/async-callback/mistake.rs",
        "refused-by-rustc/async-callback/detour.rs",
        "refused-by-rustc/rc-across-await/mistake.rs",
        "refused-by-rustc/guard-across-await/mistake.rs",
        "refused-by-rustc/guard-across-await/detour.rs",
        "refused-by-rustc/borrowed-local/mistake.rs",
        "refused-by-rustc/forgotten-move/mistake.rs",
        "refused-by-rustc/self-spawn/mistake.rs",
    ] {
        // trybuild would pass over a file that it does not find.
        assert!(Path::new(program).is_file(), "{program} is missing");
        cases.compile_fail(program);
    }
}
