//! The three programs, run as they are.

#[test]
fn is_the_tutorials() {
    classroom::output::check_stage([
        env!("CARGO_BIN_EXE_stage3-tokio"),
        env!("CARGO_BIN_EXE_stage3-async-std"),
        env!("CARGO_BIN_EXE_stage3-smol"),
    ]);
}
