//! Random programs behave on `crates/asyncio` (`actual.rs`) as in a short sequential model (`model.rs`).
//!
//! First step by step, on a single thread where a task runs only when the program pauses. Then on
//! every executor, where the tasks run at once and get some time to reach the model's state.
//! `PROPTEST_CASES` sets the number of programs.

mod actual;
#[path = "../executors/mod.rs"]
mod executors;
mod model;
mod program;

use std::sync::Arc;
use std::time::{Duration, Instant};

use executors::{Executor, on_each_executor, pause};
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use actual::Actual;
use model::{Model, Seen, SeenTask};
use program::{Line, Program, programs};

const TIME_LIMIT: Duration = Duration::from_secs(10);

fn for_all(cases: u32, holds: impl Fn(Program) -> Result<(), String>) {
    // No file of regressions: the shrunk program is in the message, to make a test of.
    let config =
        Config { cases, failure_persistence: None, max_shrink_time: 30_000, ..Config::default() };
    let result = TestRunner::new(config)
        .run(&programs(), |program| holds(program).map_err(TestCaseError::fail));
    if let Err(counterexample) = result {
        panic!("{counterexample}");
    }
}

#[test]
fn step_by_step() {
    for_all(Config::default().cases, |program| {
        let executor = Arc::new(smol::Executor::new());
        let spawn = Arc::downgrade(&executor);
        let spawn = move |task| spawn.upgrade().unwrap().spawn(task).detach();
        let (say_quiet, quiet) = smol::channel::bounded(1);
        let (model, actual) = (Model::default(), Actual::default());
        let main = async_main(program, model, actual.clone(), Some(quiet));
        let run = executor.spawn(asyncio::run(spawn, main));
        while !run.is_finished() {
            if !executor.try_tick() && say_quiet.try_send(()).is_err() {
                return Err("hangs".to_string());
            }
        }
        let mut model = smol::block_on(run)?;
        model.close();
        compare("at the end", &model.seen(), &actual.seen_at_the_end())
    });
}

on_each_executor! {
    fn on_an_executor(executor: Executor) {
        for_all(Config::default().cases / 8, |program| {
            let actual = Actual::default();
            let mut model =
                executor.run(async_main(program, Model::default(), actual.clone(), None))?;
            model.close();
            let [expected, ended] = [model.seen(), actual.seen_at_the_end()].map(how_it_ended);
            if expected == ended { Ok(()) } else { Err(format!("at the end: {ended:?}, not {expected:?}")) }
        });
    }
}

/// Performs a program on the model and on `crates/asyncio`, and compares.
async fn async_main(
    program: Program,
    mut model: Model,
    actual: Actual,
    quiet: Option<smol::channel::Receiver<()>>,
) -> Result<Model, String> {
    for (index, line) in program.0.iter().enumerate() {
        let number = index + 1;
        let (expected, returned) = (model.perform(line), actual.perform(line));
        if expected != returned {
            return Err(format!("line {number} returned {returned:?}, not {expected:?}"));
        }
        match &quiet {
            Some(quiet) => {
                if matches!(line, Line::Pause) {
                    quiet.recv().await.unwrap();
                    model.pause();
                }
            }
            None => {
                model.pause();
                let started = Instant::now();
                while model.seen() != actual.seen() && started.elapsed() < TIME_LIMIT {
                    pause().await;
                }
            }
        }
        compare(&format!("after line {number}"), &model.seen(), &actual.seen())?;
        if model.events() != actual.events() {
            return Err(format!("after line {number} the events are {:?}", actual.events()));
        }
    }
    Ok(model)
}

/// On several threads a task that waits for another one may see that one cancelled before it is
/// cancelled itself, when main returns. Only this is certain: it has ended, and these callbacks have run.
fn how_it_ended(seen: Seen) -> Vec<(String, bool, Vec<String>)> {
    let ended = |(name, task): (String, SeenTask)| {
        let callbacks = task.log.called.into_iter().map(|(callback, _)| callback).collect();
        (name, task.result.is_some(), callbacks)
    };
    seen.into_iter().map(ended).collect()
}

fn compare(when: &str, model: &Seen, actual: &Seen) -> Result<(), String> {
    let mut all = model.keys().chain(actual.keys());
    match all.find(|task| model.get(*task) != actual.get(*task)) {
        None => Ok(()),
        Some(task) => Err(format!(
            "{when}, {task}\n  should be {:?}\n         is {:?}",
            model.get(task),
            actual.get(task)
        )),
    }
}
