//! A thousand runs of each program on four threads.

use std::process::Command;

use classroom::output::run_together;

#[test]
fn in_a_thousand_runs() {
    let programs = [
        "stage2-tokio",
        "stage2-async-std",
        "stage2-smol",
        "stage3-tokio",
        "stage3-async-std",
        "stage3-smol",
    ];
    let runs = run_together(programs.map(|program| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stages-without-sleep"));
        command.args([program, "1000"]);
        for variable in ["TOKIO_WORKER_THREADS", "ASYNC_STD_THREAD_COUNT", "SMOL_THREADS"] {
            command.env(variable, "4");
        }
        command
    }));
    for run in runs {
        assert!(run.status.success(), "{run:?}");
        assert_eq!(run.stdout, "1000 times\n");
    }
}
