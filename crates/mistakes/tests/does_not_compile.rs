//! Each file must not compile, and rustc must say what is recorded beside it.

use std::path::Path;

#[test]
fn rustc_says_what_is_recorded() {
    let cases = trybuild::TestCases::new();
    for program in [
        "refused/await-in-closure/mistake.rs",
        "refused/async-callback/mistake.rs",
        "refused/async-callback/detour.rs",
        "refused/rc-across-await/mistake.rs",
        "refused/guard-across-await/mistake.rs",
        "refused/guard-across-await/detour.rs",
        "refused/borrowed-local/mistake.rs",
        "refused/forgotten-move/mistake.rs",
        "refused/self-spawn/mistake.rs",
    ] {
        // trybuild would pass over a file that it does not find.
        assert!(Path::new(program).is_file(), "{program} is missing");
        cases.compile_fail(program);
    }
}
