//! The jobs, each done by `crates/asyncio`, by the baseline and by the runtime alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed, Ordering::SeqCst};
use std::time::{Duration, Instant};
use std::{process, thread};

use asyncio::{Event, all_tasks, create_task, current_task};
use tokio::sync::Notify;

use crate::baseline::Baseline;
use crate::runtimes::Runtime;

#[derive(Clone)]
pub enum Way {
    Asyncio,
    Baseline(Arc<Baseline>),
    RuntimeAlone(Runtime),
}

impl Way {
    pub fn all(runtime: Runtime) -> [Way; 3] {
        [Way::Asyncio, Way::Baseline(Baseline::new(runtime)), Way::RuntimeAlone(runtime)]
    }

    /// Creates a task with a callback. With the runtime alone, the task itself calls it.
    pub fn create_task(
        &self,
        work: impl Future<Output = ()> + Send + 'static,
        callback: impl FnOnce() + Send + 'static,
    ) {
        match self {
            Way::Asyncio => drop(create_task(work).add_done_callback(|_| callback())),
            Way::Baseline(baseline) => baseline.create_task(work, callback),
            Way::RuntimeAlone(runtime) => runtime.spawn(async {
                work.await;
                callback();
            }),
        }
    }
}

/// How many tasks and callbacks have run, and how many should.
pub static TASKS: AtomicU64 = AtomicU64::new(0);
static CALLBACKS: AtomicU64 = AtomicU64::new(0);
static EXPECTED: AtomicU64 = AtomicU64::new(0);

/// Notified by the last callback.
static LAST: Notify = Notify::const_new();

async fn work() {
    TASKS.fetch_add(1, Relaxed);
}

fn callback() {
    if CALLBACKS.fetch_add(1, Relaxed) + 1 == EXPECTED.load(Relaxed) {
        LAST.notify_one();
    }
}

/// Runs a job with `n` tasks, and returns nanoseconds per task. It panics if a task or a callback has not run.
pub fn measure(n: u64, job: impl FnOnce() -> Duration) -> f64 {
    LAST.notify_one(); // It holds at most one notification, which the next line takes.
    smol::block_on(LAST.notified());
    TASKS.store(0, SeqCst);
    CALLBACKS.store(0, SeqCst);
    EXPECTED.store(n, SeqCst);
    let time = job();
    let counts = [TASKS.load(SeqCst), CALLBACKS.load(SeqCst)];
    assert_eq!(counts, [n; 2], "tasks and callbacks that have run");
    time.as_nanos() as f64 / n as f64
}

/// Stops the program if something hangs.
pub fn stop_after(minutes: u64) {
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(60 * minutes));
        eprintln!("stopped after {minutes} min: a task or a callback has been lost");
        process::exit(1)
    });
}

pub fn run(job: &str, runtime: Runtime, way: &Way, n: u64) -> Duration {
    let way = way.clone();
    match job {
        "task" => runtime.run(tasks(way, n)),
        "chain" => runtime.run(chain(way, n)),
        _ => runtime.run(waiters(runtime, way, n)),
    }
}

/// Main creates all tasks, and waits for them: with `crates/asyncio` by stage 2's loop.
async fn tasks(way: Way, n: u64) -> Duration {
    let start = Instant::now();
    (0..n).for_each(|_| way.create_task(work(), callback));
    while let Way::Asyncio = way {
        let mut tasks = all_tasks();
        tasks.remove(&current_task().expect("main is a task"));
        if tasks.is_empty() {
            return start.elapsed();
        }
        for task in tasks {
            task.await.expect("no task panics");
        }
    }
    LAST.notified().await;
    start.elapsed()
}

/// Each callback creates the next task.
async fn chain(way: Way, n: u64) -> Duration {
    fn link(way: Way, left: u64) {
        way.clone().create_task(work(), move || {
            callback();
            if left > 1 {
                link(way, left - 1);
            }
        });
    }
    let start = Instant::now();
    link(way, n);
    LAST.notified().await;
    start.elapsed()
}

/// The runtime's tasks wait for one event. The time is from `set` until all have continued. The baseline is
/// event-listener, with a flag as in its documentation.
async fn waiters(runtime: Runtime, way: Way, n: u64) -> Duration {
    static EVENT: Event = Event::new();
    static LISTENERS: event_listener::Event = event_listener::Event::new();
    static IS_SET: AtomicBool = AtomicBool::new(false);
    let is_asyncio = matches!(way, Way::Asyncio);
    EVENT.clear();
    IS_SET.store(false, SeqCst);
    let waiter = || async move {
        work().await;
        if is_asyncio {
            EVENT.wait().await;
        }
        while !is_asyncio && !IS_SET.load(SeqCst) {
            let listener = LISTENERS.listen();
            if !IS_SET.load(SeqCst) {
                listener.await;
            }
        }
        callback();
    };
    (0..n).for_each(|_| runtime.spawn(waiter()));
    while TASKS.load(SeqCst) < n {
        smol::future::yield_now().await;
    }
    let start = Instant::now();
    EVENT.set();
    IS_SET.store(true, SeqCst);
    LISTENERS.notify(usize::MAX);
    LAST.notified().await;
    start.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_task_and_each_callback_runs() {
        stop_after(1);
        for runtime in Runtime::ALL {
            for way in &Way::all(runtime) {
                for job in ["task", "chain", "waiters"] {
                    measure(500, || run(job, runtime, way, 500));
                }
            }
        }
    }
}
