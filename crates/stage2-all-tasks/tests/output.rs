//! The three programs, run as they are.

#[test]
fn is_the_tutorials() {
    classroom::output::check_stage([
        env!("CARGO_BIN_EXE_stage2-tokio"),
        env!("CARGO_BIN_EXE_stage2-async-std"),
        env!("CARGO_BIN_EXE_stage2-smol"),
    ]);
}
