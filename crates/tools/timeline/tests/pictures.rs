//! Runs every program of which there can be a picture. Minutes: `just check-all` does it.

mod samples;

use classroom::mistakes::{ACCEPTED, Mistake};
use classroom::output::Show;
use classroom::programs::{Runtime, Topic};
use timeline::record::{Recorded, programs};
use timeline::{Run, describe, svg, terminal};

fn record(program: &Recorded) -> Run {
    program.run(Show::No).unwrap().expect("it compiles")
}

/// du reads this workspace, in which cargo makes folders meanwhile: their number is not compared.
fn uncounted(topic: &str, run: &Run) -> String {
    let is_counted = topic != "du";
    describe(run).chars().filter(|letter| is_counted || !letter.is_ascii_digit()).collect()
}

/// Who creates whom, and what each task does, is the same on each runtime, and as it was.
#[test]
fn topics_do_what_they_did() {
    let mut drawn = 0;
    for topic in Topic::all().unwrap() {
        let program = topic.program(Runtime::Tokio);
        if program.compile_error().is_some() || !program.text().unwrap().contains("asyncio::run(") {
            assert!(programs(&topic.name).is_err(), "{}", topic.name);
            continue;
        }
        let runs: Vec<Run> = programs(&topic.name).unwrap().iter().map(record).collect();
        for run in &runs {
            let (one, other) = (uncounted(&topic.name, run), uncounted(&topic.name, &runs[0]));
            assert_eq!(one, other, "{} and {}", run.name, runs[0].name);
            if let Some(sample) = samples::all().into_iter().find(|it| it.name == run.name) {
                assert_eq!(describe(run), describe(&sample), "{}", run.name);
            }
        }
        samples::check(&terminal(&runs), &svg(&topic.name, &runs));
        drawn += 1;
    }
    assert!(drawn >= 7, "only {drawn} topics were drawn");
}

#[test]
fn mistakes_that_run_are_drawn() {
    let mut hanging = 0;
    for name in ACCEPTED {
        let source = Mistake::find(name).unwrap().1[0].mistake.text().unwrap();
        if !source.contains("asyncio::run(") {
            assert!(programs(name).is_err(), "{name}");
            continue;
        }
        let runs: Vec<Run> = programs(name).unwrap().iter().map(record).collect();
        hanging += runs.iter().filter(|run| run.summary().starts_with("hangs")).count();
        samples::check(&terminal(&runs), &svg(name, &runs));
    }
    assert!(hanging > 0);
}
