//! How fast the programs are, as a table for the README of `examples/`. It proves nothing:
//!
//!     cargo test --release -p du --test speed -- --nocapture

mod trees;

#[cfg(unix)]
#[test]
fn table() {
    use std::process::Command;
    use std::time::Instant;

    const ROUNDS: usize = 11;

    let tree = trees::big("speed");
    let mut programs: Vec<(&str, Box<dyn Fn() -> Command>)> = Vec::new();
    let du = ["--apparent-size", "--block-size=1", "-s"];
    if Command::new("du").args(du).arg(&tree.root).output().is_ok_and(|it| it.status.success()) {
        let command = move || {
            let mut command = Command::new("du");
            command.args(du);
            command
        };
        programs.push(("GNU du", Box::new(command)));
    }
    for (name, program) in ["tokio", "async-std", "smol"].into_iter().zip(trees::PROGRAMS) {
        programs.push((name, Box::new(move || Command::new(program))));
    }
    if let Some(python) = trees::python() {
        println!("Python {}", python.version);
        let command = move || python.command(trees::asyncio_py());
        programs.push(("asyncio.py", Box::new(command)));
    }
    // In turns, so that all have the same share of whatever else the machine does. The first round
    // fills the cache, and does not count.
    let mut times = vec![Vec::new(); programs.len()];
    for round in 0..=ROUNDS {
        for ((name, program), times) in programs.iter().zip(&mut times) {
            let mut command = program();
            command.arg(&tree.root);
            let start = Instant::now();
            let output = command.output().unwrap();
            let time = start.elapsed();
            assert!(output.status.success(), "{name}: {output:?}");
            if round > 0 {
                times.push(time);
            }
        }
    }
    let medians: Vec<_> = times
        .iter_mut()
        .map(|times| {
            times.sort();
            times[ROUNDS / 2].as_secs_f64()
        })
        .collect();
    let built = if cfg!(debug_assertions) { "debug" } else { "release" };
    let (files, directories) = (tree.files, tree.directories.len());
    println!("{files} files, {directories} directories, {built}, {ROUNDS} rounds, medians:");
    println!("| program | time | to {} | fastest to slowest round |", programs[0].0);
    println!("| --- | ---: | ---: | --- |");
    for (((name, _), median), times) in programs.iter().zip(&medians).zip(&times) {
        let [median_ms, fastest, slowest] =
            [*median, times[0].as_secs_f64(), times[ROUNDS - 1].as_secs_f64()].map(|it| it * 1e3);
        let ratio = median / medians[0];
        println!("| {name} | {median_ms:.0} ms | {ratio:.1} | {fastest:.0} to {slowest:.0} ms |");
    }
}
