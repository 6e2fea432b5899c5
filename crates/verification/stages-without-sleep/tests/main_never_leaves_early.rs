//! Many runs of each program on four threads.

use std::process::Command;

use lessons::testing::run_together;

#[test]
fn in_two_hundred_runs() {
    run_each("200");
}

#[test]
#[ignore = "takes seven seconds: `just check-all` runs it"]
fn in_a_thousand_runs() {
    run_each("1000");
}

fn run_each(times: &str) {
    for stage in ["stage2", "stage3"] {
        let runs = run_together(["tokio", "async-std", "smol"].map(|runtime| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_stages-without-sleep"));
            command.args([&format!("{stage}-{runtime}"), times]);
            for variable in ["TOKIO_WORKER_THREADS", "ASYNC_STD_THREAD_COUNT", "SMOL_THREADS"] {
                command.env(variable, "4");
            }
            command
        }));
        for run in runs {
            assert!(run.status.success(), "{run:?}");
            assert_eq!(run.stdout, format!("{times} times\n"));
        }
    }
}
