//! How fast the programs are, as the table in the README of `examples/`. It asserts nothing about it.
//!
//!     cargo test --release -p du --test speed -- --nocapture

mod trees;

/// In each round all programs run once, so that they share whatever else the machine does.
#[cfg(unix)]
const ROUNDS: usize = 11;

#[cfg(unix)]
#[test]
fn table() {
    use std::process::Command;
    use std::time::Instant;

    use trees::{PROGRAMS, asyncio_py, big, python};

    let tree = big("speed");
    let mut du = Command::new("du");
    du.args(["--apparent-size", "--block-size=1", "-s"]);
    let [tokio, async_std, smol] = PROGRAMS.map(Command::new);
    let mut programs =
        vec![("GNU du", du), ("tokio", tokio), ("async-std", async_std), ("smol", smol)];
    programs.extend(python().map(|python| ("asyncio.py", python.command(asyncio_py()))));
    for (_, command) in &mut programs {
        command.arg(&tree.root);
    }
    let mut rounds: Vec<Vec<f64>> = Vec::new();
    for _ in 0..=ROUNDS {
        let times = programs.iter_mut().map(|(name, command)| {
            let start = Instant::now();
            let output = command.output().unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(output.status.success(), "{name}: {output:?}");
            start.elapsed().as_secs_f64()
        });
        rounds.push(times.collect());
    }
    rounds.remove(0); // it only fills the system's cache
    let built = if cfg!(debug_assertions) { "debug" } else { "release" };
    let (files, directories) = (tree.files, tree.directories.len());
    println!("{files} files in {directories} directories, {built}, {ROUNDS} rounds");
    println!("| program | time, median | times GNU du's, median | least | most |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for (index, (name, _)) in programs.iter().enumerate() {
        let [_, time, _] = spread(rounds.iter().map(|times| times[index]));
        let [least, ratio, most] = spread(rounds.iter().map(|times| times[index] / times[0]));
        let time = time * 1000.0;
        println!("| {name} | {time:.0} ms | {ratio:.1} | {least:.1} | {most:.1} |");
    }
}

/// The least, the median and the most.
#[cfg(unix)]
fn spread(numbers: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut numbers: Vec<_> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    [numbers[0], numbers[ROUNDS / 2], numbers[ROUNDS - 1]]
}
