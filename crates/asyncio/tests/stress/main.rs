//! A million tasks whose callbacks create the next ones, on each executor, with random cancellations,
//! panics and endings.
//!
//! ```text
//! cargo test --release --package asyncio --test stress
//! ```
//!
//! A failure prints the seed of its round. With `STRESS_SEED` set to it, that round is the first of the
//! next run; the seed does not decide who wins a race, so it may take some tries. `STRESS_TASKS` sets the
//! number of tasks. Some lines of asyncio on stderr are expected: a runtime that shuts down drops tasks
//! unpolled.

#[path = "../executors/mod.rs"]
mod executors;
mod tasks;

use std::env;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use executors::{Executor, sleep};
use fastrand::Rng;
use futures::future::{Either, select};

use tasks::{World, async_main};

#[test]
fn a_million_tasks() {
    // `run` panics if main is cancelled. The tasks' own panics do not call the hook.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if panic.payload_as_str() != Some("main was cancelled") {
            hook(panic);
        }
    }));
    let number_from = |variable| Some(env::var(variable).ok()?.parse::<u64>().expect(variable));
    let mut seed = number_from("STRESS_SEED").unwrap_or_else(|| fastrand::u64(..));
    let mut left = number_from("STRESS_TASKS").unwrap_or(1_000_000);
    while left > 0 {
        let created = catch_unwind(|| round(seed)).unwrap_or_else(|_| panic!("STRESS_SEED={seed}"));
        left = left.saturating_sub(created);
        seed = seed.wrapping_add(1);
    }
}

/// What ends a round.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Ending {
    #[default]
    MainWaitsForAll,
    MainReturns,
    MainPanics,
    MainIsCancelled,
    RunIsDropped,
    /// Only tokio's. `run` itself is polled elsewhere.
    RuntimeShutsDown,
    /// Only tokio's. `run` is one of its tasks.
    RuntimeShutsDownWithRun,
}

impl Ending {
    const ALL: [Ending; 7] = {
        use Ending::*;
        let [first, second] = [RuntimeShutsDown, RuntimeShutsDownWithRun];
        [MainWaitsForAll, MainReturns, MainPanics, MainIsCancelled, RunIsDropped, first, second]
    };

    fn run_returns(self) -> bool {
        !matches!(self, Ending::RunIsDropped | Ending::RuntimeShutsDownWithRun)
    }
}

/// Returns how many tasks were created.
fn round(seed: u64) -> u64 {
    let mut rng = Rng::with_seed(seed);
    let executor = *rng.choice(&Executor::ALL).unwrap();
    let is_tokio = matches!(executor, Executor::TokioMultiThread | Executor::TokioCurrentThread);
    let ending = *rng.choice(&Ending::ALL[..if is_tokio { 7 } else { 5 }]).unwrap();
    let world = Arc::new(World::new(ending, &mut rng));
    let (spawn, kept) = (executor.spawn(), Arc::new(()));
    let event_loop = Arc::downgrade(&kept);
    let spawn = move |task| {
        let _kept_by_the_loop = &kept;
        spawn(task);
    };
    let mut run = Box::pin(asyncio::run(spawn, async_main(world.clone(), rng.fork())));

    let shared = world.clone();
    match ending {
        Ending::RunIsDropped => executor.block_on(async move {
            select(&mut run, pin!(shared.half_way.wait())).await;
            shared.close();
            drop(run);
            until(|| shared.faults(2).is_empty()).await; // it is not for `run` to wait
        }),
        // `block_on` shuts tokio down when it returns.
        Ending::RuntimeShutsDown => {
            let [run] = executor.block_on(async move {
                let half_way = pin!(shared.half_way.wait());
                let Either::Right(((), run)) = select(run, half_way).await else { unreachable!() };
                shared.close();
                [run]
            });
            let run = catch_unwind(AssertUnwindSafe(|| Executor::Smol.block_on(run)));
            assert!(run.is_err(), "main was on that runtime");
        }
        Ending::RuntimeShutsDownWithRun => executor.block_on(async move {
            executor.start(run);
            shared.half_way.wait().await;
            shared.close();
        }),
        _ => {
            drop(shared);
            let result = catch_unwind(AssertUnwindSafe(|| executor.block_on(run)));
            let returns = matches!(ending, Ending::MainWaitsForAll | Ending::MainReturns);
            assert_eq!(result.is_ok(), returns, "{ending:?} on {executor:?}");
        }
    }
    assert_eq!(world.faults(1), [""; 0], "{ending:?} on {executor:?}");
    // A task that is still in all_tasks() keeps the loop, as does a handle that was forgotten.
    smol::block_on(until(|| event_loop.strong_count() == 0));
    assert_eq!(event_loop.strong_count(), 0, "{ending:?} on {executor:?}: a task is left");
    world.tasks_created()
}

/// Waits, but not forever.
async fn until(condition: impl Fn() -> bool) {
    let started = Instant::now();
    while !condition() && started.elapsed() < Duration::from_secs(30) {
        sleep(1).await;
    }
}
