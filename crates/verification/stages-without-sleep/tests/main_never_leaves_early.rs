//! Many runs of each program on four threads.

use std::array;
use std::process::Command;

use lessons::process::SEVERAL_THREADS;
use lessons::testing::run_together;

#[test]
fn in_two_hundred_runs() {
    let commands: [Command; 6] = array::from_fn(|number| {
        let stage = ["stage2", "stage3"][number / 3];
        let program = format!("{stage}-{}", ["tokio", "async-std", "smol"][number % 3]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_stages-without-sleep"));
        command.args([&program, "200"]).envs(SEVERAL_THREADS);
        command
    });
    for run in run_together(commands) {
        assert!(run.status.success(), "{run:?}");
        assert_eq!(run.stdout, "200 times\n");
    }
}
