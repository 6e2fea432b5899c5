//! The programs that measure, with few tasks.

use std::process::Command;

use benchmarks::contenders::Contender;
use classroom::output::{Output, run_together};

const RUNTIMES: [&str; 4] = ["tokio", "tokio-current-thread", "async-std", "smol"];

fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

fn run(program: &str, arguments: &[&str]) -> Output {
    let [output] = run_together([command(program, arguments)]);
    output
}

#[test]
fn every_contender_is_measured_in_every_round() {
    let names = RUNTIMES.map(|runtime| {
        let all = Contender::all(runtime).unwrap();
        assert!(all.len() >= 12, "{all:?}");
        all.iter().map(|contender| format!("{contender:?}@50")).collect::<Vec<_>>()
    });
    let commands = [0, 1, 2, 3].map(|index| {
        let mut command = command(env!("CARGO_BIN_EXE_bench-time"), &[RUNTIMES[index], "3"]);
        command.args(&names[index]);
        command
    });
    for (output, names) in run_together(commands).iter().zip(names) {
        assert!(output.status.success(), "{output:?}");
        for name in &names {
            let of_name = output.stdout.lines().filter_map(|line| line.strip_prefix(name.as_str()));
            let times = of_name.map(|line| line.trim().split(' ').next().unwrap().parse().unwrap());
            let times: Vec<f64> = times.collect();
            assert_eq!(times.len(), 3, "{name}: {output:?}");
            assert!(times.iter().all(|&time| time > 0.0), "{name}: {times:?}");
        }
        // One begins, and then another.
        let first = |round: usize| output.stdout.lines().nth(round * names.len()).unwrap();
        assert!(first(0).starts_with(&names[0]) && first(1).starts_with(&names[1]), "{output:?}");
    }
}

#[test]
fn memory_is_measured() {
    let bytes = |runtime: &str| {
        let commands = ["asyncio", "own", "chain"]
            .map(|what| command(env!("CARGO_BIN_EXE_bench-memory"), &[runtime, what, "500"]));
        run_together(commands).map(|output| {
            assert!(output.status.success(), "{output:?}");
            output.stdout.trim().parse::<f64>().unwrap()
        })
    };
    for runtime in RUNTIMES {
        let [port, own, chain] = bytes(runtime);
        let is_right = own > 50.0 && port > own + 100.0 && chain > 100.0;
        assert!(is_right, "{runtime}: {port} {own} {chain}");
    }
}

#[test]
fn what_cannot_be_measured_is_refused_in_a_line() {
    for (arguments, expected) in [
        (&["tokio", "3", "asyncio@0"][..], "bench-time: asyncio@0 is no contender\n"),
        (&["tokio", "3", "JoinSets@5"], "bench-time: JoinSets@5 is no contender\n"),
        (&["smol", "3", "JoinSet@5"], "bench-time: JoinSet@5 is no contender\n"),
        (&["glommio", "3", "asyncio@5"], "bench-time: glommio is no runtime\n"),
        (&["smol"], "bench-time: usage: bench-time <runtime> <rounds> <contender>@<n> ...\n"),
    ] {
        let output = run(env!("CARGO_BIN_EXE_bench-time"), arguments);
        assert!(!output.status.success() && output.stderr == expected, "{output:?}");
    }
    let output = run(env!("CARGO_BIN_EXE_benchmarks"), &["--fast"]);
    assert_eq!(output.stderr, "bench: cannot do '--fast'; it takes --quick or nothing\n");
    assert_eq!(output.status.code(), Some(2));
}
