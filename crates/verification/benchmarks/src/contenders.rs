//! What is compared: the ways to do a job, on each runtime.

use std::fmt;
use std::sync::atomic::Ordering::SeqCst;

use crate::jobs::{self, CALLBACKS, TASKS, Time};
use crate::runtimes::{AsyncStd, Runtime, Smol, Tokio, TokioCurrentThread};

/// One way to do a job with `n` tasks, or callbacks, or waiters.
#[derive(Clone)]
pub struct Contender {
    /// What the command line calls it.
    pub name: &'static str,
    run: fn(u64) -> Time,
    counts: fn(u64) -> Counts,
}

/// How many have run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counts {
    tasks: u64,
    callbacks: u64,
}

impl Contender {
    /// All that there are on a runtime; `None` if it is not known.
    #[must_use]
    pub fn all(runtime: &str) -> Option<Vec<Contender>> {
        match runtime {
            "tokio" => Some([on::<Tokio>(), on_tokio::<Tokio>()].concat()),
            "tokio-current-thread" => {
                Some([on::<TokioCurrentThread>(), on_tokio::<TokioCurrentThread>()].concat())
            }
            "async-std" => Some(on::<AsyncStd>()),
            "smol" => {
                let executor =
                    new("Executor", jobs::executor, |n| Counts { tasks: n, callbacks: 0 });
                Some([on::<Smol>(), vec![executor]].concat())
            }
            _ => None,
        }
    }

    /// Runs it once.
    ///
    /// # Errors
    /// If a task has not run, or a callback was not called: then there is nothing that was measured.
    pub fn measure(&self, n: u64) -> Result<Time, String> {
        TASKS.store(0, SeqCst);
        CALLBACKS.store(0, SeqCst);
        let time = (self.run)(n);
        let counts = Counts { tasks: TASKS.load(SeqCst), callbacks: CALLBACKS.load(SeqCst) };
        let expected = (self.counts)(n);
        if counts != expected {
            return Err(format!("{} with {n}: {counts:?}, not {expected:?}", self.name));
        }
        Ok(time)
    }
}

impl fmt::Debug for Contender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

fn new(name: &'static str, run: fn(u64) -> Time, counts: fn(u64) -> Counts) -> Contender {
    Contender { name, run, counts }
}

fn on<R: Runtime>() -> Vec<Contender> {
    vec![
        new("asyncio", jobs::tasks::<R>, |n| Counts { tasks: n, callbacks: n }),
        new("floor", jobs::tasks_on_floor::<R>, |n| Counts { tasks: n, callbacks: n }),
        new("handles", jobs::handles::<R>, |n| Counts { tasks: n, callbacks: 0 }),
        new("FuturesUnordered", jobs::unordered::<R>, |n| Counts { tasks: n, callbacks: 0 }),
        new("chain", jobs::chain::<R>, |n| Counts { tasks: n, callbacks: n }),
        new("own-chain", jobs::own_chain::<R>, |n| Counts { tasks: n, callbacks: 0 }),
        new("fan", jobs::fan::<R>, |n| Counts { tasks: n + 1, callbacks: 1 }),
        new("own-fan", jobs::own_fan::<R>, |n| Counts { tasks: n + 1, callbacks: 0 }),
        new("callbacks", jobs::callbacks::<R>, |n| Counts { tasks: 1, callbacks: n }),
        new("own-callbacks", jobs::own_callbacks::<R>, |n| Counts { tasks: 1, callbacks: n }),
        new("waiters", jobs::waiters::<R>, |n| Counts { tasks: n, callbacks: 0 }),
        new("event-listener", jobs::listeners::<R>, |n| Counts { tasks: n, callbacks: 0 }),
    ]
}

/// On tokio only.
fn on_tokio<R: Runtime>() -> Vec<Contender> {
    vec![
        new("JoinSet", jobs::join_set::<R>, |n| Counts { tasks: n, callbacks: 0 }),
        new("TaskTracker", jobs::task_tracker::<R>, |n| Counts { tasks: n, callbacks: 0 }),
        new("unconstrained", jobs::unconstrained::<R>, |n| Counts { tasks: n, callbacks: 0 }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_not_run_is_not_measured() {
        let all = |n| Counts { tasks: n, callbacks: n };
        let lost_task = |n| jobs::handles::<Smol>(n - 1);
        let error = new("it", lost_task, |n| Counts { tasks: n, callbacks: 0 }).measure(3);
        assert_eq!(
            error.unwrap_err(),
            "it with 3: Counts { tasks: 2, callbacks: 0 }, not Counts { tasks: 3, callbacks: 0 }"
        );
        let lost_callbacks = jobs::handles::<Smol>;
        assert!(new("it", lost_callbacks, all).measure(3).is_err());
        assert!(new("it", jobs::tasks::<Smol>, all).measure(3).is_ok());
    }
}
