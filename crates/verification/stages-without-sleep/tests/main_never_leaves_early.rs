//! Many runs of each program on four threads.

use std::array;
use std::process::Command;

use lessons::process::SEVERAL_THREADS;
use lessons::testing::run_together;

#[test]
fn in_two_hundred_runs() {
    run_each("200");
}

#[test]
#[ignore = "takes four seconds: `just check-all` runs it"]
fn in_a_thousand_runs() {
    run_each("1000");
}

fn run_each(times: &str) {
    let commands: [Command; 6] = array::from_fn(|number| {
        let stage = ["stage2", "stage3"][number / 3];
        let program = format!("{stage}-{}", ["tokio", "async-std", "smol"][number % 3]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_stages-without-sleep"));
        command.args([&program, times]).envs(SEVERAL_THREADS);
        command
    });
    for run in run_together(commands) {
        assert!(run.status.success(), "{run:?}");
        assert_eq!(run.stdout, format!("{times} times\n"));
    }
}
