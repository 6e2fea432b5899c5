//! The jobs, each done in several ways. A way runs as a task of its runtime, and takes its time from before
//! the first spawn until after the wait.

use std::future::ready;
use std::mem;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use asyncio::{Event, Task, all_tasks, create_task, current_task};
use futures::StreamExt;
use futures::channel::oneshot;
use futures::stream::FuturesUnordered;
use tokio::task::JoinSet;
use tokio_util::task::TaskTracker;

use crate::floor::Floor;
use crate::runtimes::{Runtime, Smol};

/// How long it took.
#[derive(Clone, Copy, Debug)]
pub struct Time {
    /// All of it.
    pub whole: Duration,
    /// The part that `all_tasks()` took.
    pub snapshot: Duration,
}

pub(crate) static TASKS: AtomicU64 = AtomicU64::new(0);
pub(crate) static CALLBACKS: AtomicU64 = AtomicU64::new(0);

async fn work() {
    TASKS.fetch_add(1, Relaxed);
}

fn callback(_task: &Task<()>) {
    count_callback();
}

fn count_callback() {
    CALLBACKS.fetch_add(1, Relaxed);
}

fn since(start: Instant) -> Time {
    Time { whole: start.elapsed(), snapshot: Duration::ZERO }
}

// N tasks, and the wait for all of them.

/// Each with a done callback; main waits by stage 2's loop.
pub(crate) fn tasks<R: Runtime>(n: u64) -> Time {
    R::run_asyncio(async move {
        let start = Instant::now();
        for _ in 0..n {
            create_task(work()).add_done_callback(callback);
        }
        let snapshot = wait_for_all().await;
        Time { whole: start.elapsed(), snapshot }
    })
}

/// How long `all_tasks()` took.
async fn wait_for_all() -> Duration {
    let mut snapshot = Duration::ZERO;
    loop {
        let start = Instant::now();
        let mut tasks = all_tasks();
        snapshot += start.elapsed();
        tasks.remove(&current_task().expect("main is a task"));
        if tasks.is_empty() {
            return snapshot;
        }
        for task in tasks {
            task.await.expect("it returns");
        }
    }
}

/// Each with a callback, as written by hand.
pub(crate) fn tasks_on_floor<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let floor = Arc::new(Floor::new::<R>());
        for _ in 0..n {
            floor.create_task(work(), count_callback);
        }
        floor.wait().await;
        since(start)
    })
}

/// No callbacks from here on.
pub(crate) fn handles<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let handles: Vec<_> = (0..n).map(|_| R::spawn(work())).collect();
        for handle in handles {
            handle.await;
        }
        since(start)
    })
}

pub(crate) fn unordered<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let handles: FuturesUnordered<_> = (0..n).map(|_| R::spawn(work())).collect();
        handles.for_each(|_| ready(())).await;
        since(start)
    })
}

/// Without tokio's budget: see docs/speed.md.
pub(crate) fn unconstrained<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let handles: FuturesUnordered<_> = (0..n).map(|_| R::spawn(work())).collect();
        tokio::task::unconstrained(handles.for_each(|_| ready(()))).await;
        since(start)
    })
}

pub(crate) fn join_set<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let mut tasks: JoinSet<()> = (0..n).map(|_| work()).collect();
        while tasks.join_next().await.is_some() {}
        since(start)
    })
}

pub(crate) fn task_tracker<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let tracker = TaskTracker::new();
        for _ in 0..n {
            tracker.spawn(work());
        }
        tracker.close();
        tracker.wait().await;
        since(start)
    })
}

/// smol's own list of tasks: an executor that nobody else runs.
pub(crate) fn executor(n: u64) -> Time {
    Smol::run(async move {
        let start = Instant::now();
        let executor = smol::Executor::new();
        for _ in 0..n {
            executor.spawn(work()).detach();
        }
        while !executor.is_empty() {
            executor.tick().await;
        }
        since(start)
    })
}

// Each task is created by the one before it.

pub(crate) fn chain<R: Runtime>(n: u64) -> Time {
    fn link(left: u64, end: Arc<Event>) {
        create_task(work()).add_done_callback(move |task| {
            callback(task);
            match left {
                1 => end.set(),
                _ => link(left - 1, end),
            }
        });
    }
    R::run_asyncio(async move {
        let start = Instant::now();
        let end = Arc::new(Event::new());
        link(n, end.clone());
        end.wait().await;
        since(start)
    })
}

pub(crate) fn own_chain<R: Runtime>(n: u64) -> Time {
    fn link<R: Runtime>(left: u64, end: oneshot::Sender<()>) {
        R::detach(R::spawn(async move {
            work().await;
            match left {
                1 => end.send(()).expect("main waits"),
                _ => link::<R>(left - 1, end),
            }
        }));
    }
    R::run(async move {
        let start = Instant::now();
        let (send, receive) = oneshot::channel();
        link::<R>(n, send);
        receive.await.expect("the last one sends");
        since(start)
    })
}

// One callback, or one task, creates N tasks.

pub(crate) fn fan<R: Runtime>(n: u64) -> Time {
    R::run_asyncio(async move {
        let start = Instant::now();
        create_task(work()).add_done_callback(move |task| {
            callback(task);
            for _ in 0..n {
                create_task(work());
            }
        });
        let snapshot = wait_for_all().await;
        Time { whole: start.elapsed(), snapshot }
    })
}

pub(crate) fn own_fan<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let (send, receive) = oneshot::channel();
        R::detach(R::spawn(async move {
            work().await;
            let handles: Vec<_> = (0..n).map(|_| R::spawn(work())).collect();
            drop(send.send(handles));
        }));
        for handle in receive.await.expect("the first task sends them") {
            handle.await;
        }
        since(start)
    })
}

// One task has N callbacks.

pub(crate) fn callbacks<R: Runtime>(n: u64) -> Time {
    R::run_asyncio(async move {
        let start = Instant::now();
        let (open, gate) = oneshot::channel();
        let task = create_task(async move {
            gate.await.expect("main opens it");
            work().await;
        });
        for _ in 0..n {
            task.add_done_callback(callback);
        }
        open.send(()).expect("the task waits");
        task.await.expect("it returns");
        since(start)
    })
}

pub(crate) fn own_callbacks<R: Runtime>(n: u64) -> Time {
    type List = Mutex<Vec<Box<dyn FnOnce() + Send>>>;
    R::run(async move {
        let start = Instant::now();
        let callbacks = Arc::new(List::default());
        let (open, gate) = oneshot::channel();
        let list = callbacks.clone();
        let task = R::spawn(async move {
            gate.await.expect("main opens it");
            work().await;
            let callbacks = mem::take(&mut *list.lock().expect("nothing panics"));
            callbacks.into_iter().for_each(|callback| callback());
        });
        for _ in 0..n {
            callbacks.lock().expect("nothing panics").push(Box::new(count_callback));
        }
        open.send(()).expect("the task waits");
        task.await;
        since(start)
    })
}

// N tasks of the runtime's own wait for one event. From `set` until all have gone on.

pub(crate) fn waiters<R: Runtime>(n: u64) -> Time {
    let event = Arc::new(Event::new());
    let wait = |event: Arc<Event>| async move { event.wait().await };
    wake_all::<R, _, _>(n, event, wait, |event| event.set())
}

/// event-listener has no flag: this is how its documentation adds one.
pub(crate) fn listeners<R: Runtime>(n: u64) -> Time {
    let event = Arc::new((AtomicBool::new(false), event_listener::Event::new()));
    let wait = |event: Arc<(AtomicBool, event_listener::Event)>| async move {
        while !event.0.load(SeqCst) {
            let listener = event.1.listen();
            if !event.0.load(SeqCst) {
                listener.await;
            }
        }
    };
    wake_all::<R, _, _>(n, event, wait, |(flag, event)| {
        flag.store(true, SeqCst);
        event.notify(usize::MAX);
    })
}

fn wake_all<R: Runtime, E, W>(n: u64, event: Arc<E>, wait: fn(Arc<E>) -> W, set: fn(&E)) -> Time
where
    E: Send + Sync + 'static,
    W: Future<Output = ()> + Send + 'static,
{
    R::run(async move {
        let started = Arc::new(AtomicU64::new(0));
        let waiter = |_| {
            let (started, wait) = (started.clone(), wait(event.clone()));
            R::spawn(async move {
                started.fetch_add(1, SeqCst);
                wait.await;
                work().await;
            })
        };
        let handles: Vec<_> = (0..n).map(waiter).collect();
        while started.load(SeqCst) < n {
            smol::future::yield_now().await;
        }
        let start = Instant::now();
        set(&event);
        for handle in handles {
            handle.await;
        }
        since(start)
    })
}
