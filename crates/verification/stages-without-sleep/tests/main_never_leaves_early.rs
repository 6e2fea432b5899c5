//! Many runs of each program on four threads.

use std::process::Command;

use classroom::output::run_together;

#[test]
fn in_two_hundred_runs() {
    run_each(200);
}

#[test]
#[ignore = "takes some seconds: `just check-all` runs it"]
fn in_a_thousand_runs() {
    run_each(1000);
}

fn run_each(times: u32) {
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
        command.args([program, &times.to_string()]);
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
