//! Prints how long each contender takes, round by round, in nanoseconds a task:
//!
//!     bench-time <runtime> <rounds> <contender>@<n> ...
//!
//! A line is `<contender>@<n> <whole> <snapshot>`. In each round another one begins.

use std::env;
use std::process::ExitCode;
use std::time::Duration;

use benchmarks::contenders::Contender;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("bench-time: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [runtime, rounds, names @ ..] = &arguments[..] else {
        return Err("usage: bench-time <runtime> <rounds> <contender>@<n> ...".to_string());
    };
    let rounds: usize = rounds.parse().map_err(|_| format!("{rounds} is no number of rounds"))?;
    let all = Contender::all(runtime).ok_or(format!("{runtime} is no runtime"))?;
    let find = |name: &String| {
        let (contender, n) = name.split_once('@')?;
        let contender = all.iter().find(|each| each.name == contender)?.clone();
        Some((name.clone(), contender, n.parse::<u64>().ok().filter(|&n| n > 0)?))
    };
    let chosen = names.iter().map(|name| find(name).ok_or(format!("{name} is no contender")));
    let mut chosen: Vec<_> = chosen.collect::<Result<_, _>>()?;
    for (_, contender, n) in &chosen {
        contender.measure((*n).min(1000))?; // the first one starts the threads
    }
    for _ in 0..rounds {
        for (name, contender, n) in &chosen {
            let (whole, snapshot) = sample(contender, *n)?;
            println!("{name} {whole:.1} {snapshot:.1}");
        }
        chosen.rotate_left(1);
    }
    Ok(())
}

/// One sample is of at least so many tasks.
const TASKS: u64 = 20_000;

fn sample(contender: &Contender, n: u64) -> Result<(f64, f64), String> {
    let times = TASKS.div_ceil(n).min(20);
    let (mut whole, mut snapshot) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..times {
        let time = contender.measure(n)?;
        whole += time.whole;
        snapshot += time.snapshot;
    }
    let a_task = |time: Duration| time.as_secs_f64() * 1e9 / (times * n) as f64;
    Ok((a_task(whole), a_task(snapshot)))
}
