//! A million tasks whose callbacks create the next ones, on real runtimes with random numbers of
//! threads, with random cancellations, panics and endings.
//!
//! ```text
//! cargo test --release --package asyncio --test stress
//! ```
//!
//! A failure prints the seed of its round. With that as `STRESS_SEED` it is the first round of the
//! next run; who wins a race is not up to the seed, so it may take some tries. `STRESS_TASKS` sets the
//! number of tasks. A few lines of asyncio on stderr belong to it: about a task that was dropped
//! unpolled because its runtime was shut down, or a callback that came when `run` had been dropped.

#[path = "../executors/mod.rs"]
mod executors;
mod runtime;
mod tasks;
mod world;

use std::env;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use executors::sleep;
use fastrand::Rng;
use futures::future::select;

use runtime::Runtime;
use tasks::async_main;
use world::World;

/// Far more than any machine needs: a round takes less than a second, all of them ten or twenty.
const TIME_LIMIT_OF_A_ROUND: Duration = Duration::from_secs(60);
const TIME_LIMIT: Duration = Duration::from_secs(600);

#[test]
fn a_million_tasks() {
    say_nothing_of_cancelled_mains();
    let started = Instant::now();
    let mut seed = number_from("STRESS_SEED").unwrap_or_else(|| fastrand::u64(..));
    let mut left = number_from("STRESS_TASKS").unwrap_or(1_000_000);
    while left > 0 {
        let (send, receive) = mpsc::channel();
        thread::spawn(move || send.send(round(seed)));
        let created = receive.recv_timeout(TIME_LIMIT_OF_A_ROUND).unwrap_or_else(|error| {
            let what = if error == RecvTimeoutError::Timeout { "hangs" } else { "has failed" };
            panic!("a round {what}; to run it again: STRESS_SEED={seed}")
        });
        assert!(started.elapsed() < TIME_LIMIT, "{left} tasks are left");
        left = left.saturating_sub(created);
        seed = seed.wrapping_add(1);
    }
}

fn number_from(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is not a number: {text}")))
}

/// `run` panics when main is cancelled, as it often is here. The other panics are made by
/// `resume_unwind`, which does not call the panic hook.
fn say_nothing_of_cancelled_mains() {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if panic.payload_as_str() != Some("main was cancelled") {
            hook(panic);
        }
    }));
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    MainWaitsForAll,
    MainReturns,
    MainPanics,
    MainIsCancelled,
    RunIsDropped,
    /// While somebody outside the runtime polls `run`.
    RuntimeShutsDown,
    /// `run` is one of its tasks.
    RuntimeShutsDownWithRun,
}

impl Ending {
    fn any(runtime: &Runtime, rng: &mut Rng) -> Self {
        use Ending::*;
        let all = [
            MainWaitsForAll,
            MainReturns,
            MainPanics,
            MainIsCancelled,
            RunIsDropped,
            RuntimeShutsDown,
            RuntimeShutsDownWithRun,
        ];
        let possible = if runtime.can_shut_down() { &all[..] } else { &all[..5] };
        *rng.choice(possible).unwrap()
    }

    /// Whether somebody sees `run` return.
    fn waits(self) -> bool {
        !matches!(self, Ending::RunIsDropped | Ending::RuntimeShutsDownWithRun)
    }
}

/// Returns how many tasks were created.
fn round(seed: u64) -> u64 {
    let mut rng = Rng::with_seed(seed);
    let runtime = Runtime::start(&mut rng);
    let ending = Ending::any(&runtime, &mut rng);
    let what = format!("{ending:?} on {}", runtime.name());
    let world = Arc::new(World::new(ending, &mut rng));
    let (spawn, kept) = (runtime.spawn(), Arc::new(()));
    let event_loop = Arc::downgrade(&kept);
    let spawn = move |task| {
        let _kept_by_the_loop = &kept;
        spawn(task);
    };
    let run = asyncio::run(spawn, async_main(world.clone(), rng.fork()));
    let half_way = world.half_way.wait();

    match ending {
        Ending::RunIsDropped => runtime.block_on(async {
            let mut run = Box::pin(run);
            select(&mut run, pin!(half_way)).await;
            world.closing.store(true, SeqCst);
            drop(run);
            until(|| world.complaints().is_empty()).await;
        }),
        Ending::RuntimeShutsDown => {
            let run = thread::spawn(|| smol::block_on(run));
            runtime.block_on(half_way);
            world.closing.store(true, SeqCst);
            drop(runtime);
            assert!(run.join().is_err(), "{what}: main was on that runtime");
        }
        Ending::RuntimeShutsDownWithRun => {
            runtime.spawn()(run);
            runtime.block_on(half_way);
            world.closing.store(true, SeqCst);
            drop(runtime);
            smol::block_on(until(|| world.complaints().is_empty()));
        }
        _ => {
            let result = catch_unwind(AssertUnwindSafe(|| runtime.block_on(run)));
            let returns = matches!(ending, Ending::MainWaitsForAll | Ending::MainReturns);
            assert_eq!(result.is_ok(), returns, "{what}");
        }
    }
    let complaints = world.complaints();
    assert!(complaints.is_empty(), "{what}: {complaints:#?}");
    // A task that is still in all_tasks() keeps the loop, as would any handle that was forgotten.
    smol::block_on(until(|| event_loop.strong_count() == 0));
    assert_eq!(event_loop.strong_count(), 0, "{what}: a task is left");
    world.created.load(SeqCst).min(world.tasks.len()) as u64
}

/// Waits for what goes on after `run`, but not for ever.
async fn until(condition: impl Fn() -> bool) {
    let started = Instant::now();
    while !condition() && started.elapsed() < TIME_LIMIT_OF_A_ROUND / 2 {
        sleep(1).await;
    }
}
