//! `just bench`: compares `crates/asyncio` with the baseline, the runtime alone and asyncio, in turns.

mod baseline;
mod jobs;
mod runtimes;

use std::env;
use std::process::Command;
use std::time::Instant;

use jobs::Way;
use runtimes::Runtime;

const TASKS: u64 = 100_000;

/// What `crates/asyncio` is compared with. The last two are Python modules.
const WAYS: [&str; 5] = ["", "baseline", "runtime alone", "asyncio", "uvloop"];

/// The time per task for each runtime and way: one figure a round.
type Samples = [[Vec<f64>; WAYS.len()]; Runtime::ALL.len()];

fn main() {
    jobs::stop_after(10);
    let errors = [3, 4].map(|way| python(WAYS[way], "task", 1).err());

    let mut table = String::new();
    // New rounds of a job begin for this many seconds.
    for (job, seconds) in [("task", 32), ("chain", 20), ("waiters", 18), ("memory", 0)] {
        let mut samples = Samples::default();
        let start = Instant::now();
        for round in 0.. {
            if round > 0 && start.elapsed().as_secs() >= seconds {
                break;
            }
            eprint!("{job}, round {}:", round + 1);
            for way in (3..WAYS.len()).filter(|way| errors[way - 3].is_none()) {
                eprint!(" {}", WAYS[way]);
                let n = if job == "memory" { TASKS / 10 } else { TASKS }; // Counting takes long there.
                let figure = python(WAYS[way], job, n).unwrap();
                samples.iter_mut().for_each(|samples| samples[way].push(figure));
            }
            let ways = if job == "waiters" { 2 } else { 3 };
            for (runtime, samples) in samples.iter_mut().enumerate() {
                eprint!(" {:?}", Runtime::ALL[runtime]);
                for way in (0..ways).map(|turn| (turn + round) % ways) {
                    samples[way].push(rust(job, runtime, way));
                }
            }
            eprintln!();
        }
        table += &rows(job, &samples);
    }
    println!("| {TASKS} tasks | goal | tokio | tokio, one thread | async-std | smol |");
    println!("| --- | --- | ---: | ---: | ---: | ---: |\n{table}");
    for error in errors.iter().flatten() {
        println!("Not measured: {}", error.lines().last().unwrap_or_default());
    }
}

fn python(module: &str, job: &str, n: u64) -> Result<f64, String> {
    let python = if cfg!(windows) { "python" } else { "python3" };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/asyncio_jobs.py");
    number(Command::new(python).args(["-I", script, job, &n.to_string(), module]))
}

fn rust(job: &str, runtime: usize, way: usize) -> f64 {
    if job == "memory" {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
        let manifest = concat!("--manifest-path=", env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        cargo.args(["run", "--quiet", "--release", "--bin=memory", manifest, "--"]);
        return number(cargo.args([runtime, way].map(|index| index.to_string()))).unwrap();
    }
    let runtime = Runtime::ALL[runtime];
    jobs::measure(TASKS, || jobs::run(job, runtime, &Way::all(runtime)[way], TASKS))
}

/// What a command prints.
fn number(command: &mut Command) -> Result<f64, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A row for `crates/asyncio` itself, and one for each comparison.
fn rows(job: &str, samples: &Samples) -> String {
    let mut rows = String::new();
    for way in (0..WAYS.len()).filter(|&way| !samples[0][way].is_empty()) {
        let (unit, goal) = match (job, way) {
            ("memory", 0) => (" (bytes)", f64::INFINITY),
            ("memory", 2) => (" (bytes more)", 256.0),
            (_, 0) => (" (ns)", f64::INFINITY),
            ("task", 1) | ("chain", 2) => ("", 2.0),
            ("task", 3) => ("", 0.1),
            ("task", 4) => ("", 0.143),
            ("waiters", 1) => ("", 1.2),
            _ => ("", f64::INFINITY),
        };
        let figures = samples.each_ref().map(|samples| {
            let figure = |(ours, theirs): (&f64, &f64)| match (job, way) {
                (_, 0) => *ours,
                ("memory", 2) => ours - theirs,
                _ => ours / theirs,
            };
            let mut figures: Vec<_> = samples[0].iter().zip(&samples[way]).map(figure).collect();
            figures.sort_by(f64::total_cmp);
            let median = figures[figures.len() / 2];
            let digits = [3, 2, 0][usize::from(median >= 1.0) + usize::from(median >= 10.0)];
            let verdict = if median > goal { " missed" } else { "" };
            format!("{median:.digits$}{verdict}")
        });
        let goal = if goal.is_finite() { format!("at most {goal}") } else { String::new() };
        let against = if way == 0 { "" } else { " against " };
        rows +=
            &format!("| {job}{against}{}{unit} | {goal} | {} |\n", WAYS[way], figures.join(" | "));
    }
    rows
}
