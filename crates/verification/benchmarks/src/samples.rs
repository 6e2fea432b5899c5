//! What the programs print that measure, and what is made of it.

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use classroom::output::{Show, run_until};
use classroom::python::Python;
use classroom::run::cargo;

/// A sample that takes longer hangs.
const TIME_LIMIT: Duration = Duration::from_secs(300);

/// Numbers of one contender, one for each round.
type Rounds = Vec<Sample>;

#[derive(Clone, Copy, Debug)]
pub struct Sample {
    pub whole: f64,
    /// The part that `all_tasks()` took.
    pub snapshot: f64,
}

impl Sample {
    pub fn without_snapshot(self) -> f64 {
        self.whole - self.snapshot
    }
}

/// The samples of one run, by contender and number: `floor@100000`.
#[derive(Debug, Default)]
pub struct Samples(BTreeMap<String, Rounds>);

impl Samples {
    /// Runs `bench-time` of this package.
    pub fn take(runtime: &str, rounds: usize, contenders: &[&str]) -> Result<Self, String> {
        let mut command = program("bench-time")?;
        command.arg(runtime).arg(rounds.to_string()).args(contenders);
        let samples = Self::parse(&printed(command)?)?;
        for contender in contenders {
            let taken = samples.0.get(*contender).map_or(0, Vec::len);
            if taken != rounds {
                return Err(format!("{contender} on {runtime} was measured {taken} times"));
            }
        }
        Ok(samples)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut samples = Samples::default();
        for line in text.lines() {
            let words: Vec<_> = line.split(' ').collect();
            let sample = match words[..] {
                [name, whole, snapshot] => whole
                    .parse()
                    .ok()
                    .zip(snapshot.parse().ok())
                    .map(|(whole, snapshot)| (name, Sample { whole, snapshot })),
                _ => None,
            };
            let (name, sample) = sample.ok_or(format!("'{line}' is no sample"))?;
            samples.0.entry(name.to_string()).or_default().push(sample);
        }
        Ok(samples)
    }

    fn of(&self, contender: &str) -> &[Sample] {
        self.0.get(contender).expect("it was measured")
    }

    /// The median of all rounds.
    pub fn median(&self, contender: &str, read: impl Fn(Sample) -> f64) -> f64 {
        median(self.of(contender).iter().map(|&sample| read(sample)))
    }

    /// The median of what each round's pair gives.
    pub fn ratio(&self, left: &str, right: &str, read: impl Fn(Sample) -> f64) -> f64 {
        let pairs = self.of(left).iter().zip(self.of(right));
        median(pairs.map(|(&left, &right)| read(left) / read(right)))
    }
}

/// The one in the middle, or the mean of the two there.
pub fn median(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let mut numbers: Vec<_> = numbers.into_iter().collect();
    numbers.sort_by(f64::total_cmp);
    let (half, len) = (numbers.len() / 2, numbers.len());
    if len % 2 == 1 { numbers[half] } else { f64::midpoint(numbers[half - 1], numbers[half]) }
}

/// Runs `bench-memory` of this package.
pub fn bytes(runtime: &str, what: &str, n: u64) -> Result<f64, String> {
    let mut command = program("bench-memory")?;
    command.args([runtime, what, &n.to_string()]);
    number(&printed(command)?)
}

/// asyncio itself, in nanoseconds a task.
pub fn asyncio(python: &Python, with_uvloop: bool, n: u64) -> Result<f64, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("asyncio").join("tasks.py");
    let mut command = match with_uvloop {
        true => python.command_with_packages(&script),
        false => python.command(&script),
    };
    command.arg(n.to_string()).args(with_uvloop.then_some("uvloop"));
    let times: Result<Vec<_>, _> = printed(command)?.lines().map(number).collect();
    Ok(median(times?))
}

fn number(text: &str) -> Result<f64, String> {
    text.trim().parse().map_err(|_| format!("'{text}' is no number"))
}

/// A program of this package, built for speed.
fn program(name: &str) -> Result<Command, String> {
    Ok(Command::new(classroom::fail::binary_path(name)?))
}

/// Builds them.
pub fn build() -> Result<(), String> {
    let build = cargo(&["build", "--release", "--package", "benchmarks", "--bins"])?.status();
    match build {
        Ok(status) if status.success() => Ok(()),
        _ => Err("the programs that measure cannot be built".to_string()),
    }
}

fn printed(command: Command) -> Result<String, String> {
    let output = run_until(command, Show::No, |_, time| time > TIME_LIMIT)?;
    if output.stopped {
        return Err(format!("{} hangs", output.command));
    }
    if !output.status.success() {
        return Err(format!("{} failed: {}", output.command, output.stderr.trim()));
    }
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_that_of_each_rounds_pair() {
        // The machine was slower in the second round, and a third was disturbed.
        let text = "a@1 20 1\nb@1 10 0\nb@1 100 0\na@1 200 10\na@1 30 1\nb@1 30 0\n";
        let samples = Samples::parse(text).unwrap();
        assert_eq!(samples.ratio("a@1", "b@1", |sample| sample.whole), 2.0);
        assert_eq!(samples.median("a@1", Sample::without_snapshot), 29.0);
        assert_eq!(median([1.0, 4.0, 2.0, 3.0]), 2.5);
    }

    #[test]
    fn what_is_no_sample_is_refused() {
        assert_eq!(Samples::parse("a@1 NaNs 0").unwrap_err(), "'a@1 NaNs 0' is no sample");
        assert!(Samples::parse("a@1 1\n").is_err());
        assert!(number("").is_err());
    }
}
