//! What is compared. Each runs as a task of its runtime, and takes its time from before the first spawn to
//! after the wait.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{
    AtomicBool, AtomicU64,
    Ordering::{Relaxed, SeqCst},
};
use std::time::{Duration, Instant};

use asyncio::{Event, Task, all_tasks, create_task, current_task};
use futures::StreamExt;
use futures::channel::oneshot;
use futures::stream::FuturesUnordered;
use tokio::task::JoinSet;
use tokio_util::task::TaskTracker;

use crate::floor::Floor;
use crate::runtimes::{Runtime, Smol};

/// What was measured.
#[derive(Clone, Copy, Debug, Default)]
pub struct Time {
    pub whole: Duration,
    /// The part of it that `all_tasks()` took.
    pub snapshot: Duration,
}

static TASKS: AtomicU64 = AtomicU64::new(0);
static CALLBACKS: AtomicU64 = AtomicU64::new(0);

async fn work() {
    TASKS.fetch_add(1, Relaxed);
}

fn callback(_: &Task<()>) {
    CALLBACKS.fetch_add(1, Relaxed);
}

/// One way to do a job with `n` tasks.
#[derive(Clone, Copy)]
pub struct Contender {
    pub name: &'static str,
    pub run: fn(u64) -> Time,
    /// How many tasks run and how many callbacks are called, for `n`.
    pub counts: fn(u64) -> (u64, u64),
}

impl Contender {
    /// Runs it once.
    pub fn measure(&self, n: u64) -> Result<Time, String> {
        TASKS.store(0, SeqCst);
        CALLBACKS.store(0, SeqCst);
        let time = (self.run)(n);
        let counted = (TASKS.load(SeqCst), CALLBACKS.load(SeqCst));
        let expected = (self.counts)(n);
        if counted == expected {
            Ok(time)
        } else {
            Err(format!(
                "{} has run {} tasks and {} callbacks, not {} and {}",
                self.name, counted.0, counted.1, expected.0, expected.1
            ))
        }
    }
}

pub fn all<R: Runtime>() -> Vec<Contender> {
    let c = |name, run, counts| Contender { name, run, counts };
    vec![
        c("asyncio", tasks::<R>, |n| (n, n)),
        c("floor", tasks_on_floor::<R>, |n| (n, n)),
        c("handles", tasks_of_runtime::<R>, |n| (n, 0)),
        c("FuturesUnordered", tasks_unordered::<R>, |n| (n, 0)),
        c("chain", chain::<R>, |n| (n, n)),
        c("own-chain", own_chain::<R>, |n| (n, 0)),
        c("fan", fan::<R>, |n| (n + 1, 1)),
        c("own-fan", own_fan::<R>, |n| (n + 1, 0)),
        c("callbacks", callbacks::<R>, |n| (1, n)),
        c("own-callbacks", own_callbacks::<R>, |n| (1, n)),
        c("waiters", waiters::<R>, |n| (n, 0)),
        c("event-listener", listeners::<R>, |n| (n, 0)),
    ]
}

pub fn of_tokio() -> Vec<Contender> {
    vec![]
}

fn run<R: Runtime, T: Send + 'static>(main: impl Future<Output = T> + Send + 'static) -> T {
    R::block_on(asyncio::run(R::start, main))
}

/// Stage 2's loop.
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

fn tasks<R: Runtime>(n: u64) -> Time {
    run::<R, _>(async move {
        let start = Instant::now();
        for _ in 0..n {
            create_task(work()).add_done_callback(callback);
        }
        let snapshot = wait_for_all().await;
        Time { whole: start.elapsed(), snapshot }
    })
}

fn tasks_on_floor<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let floor = Arc::new(Floor::default());
        for _ in 0..n {
            floor.create_task::<R>(work(), || {
                CALLBACKS.fetch_add(1, Relaxed);
            });
        }
        floor.wait().await;
        whole(start)
    })
}

fn whole(start: Instant) -> Time {
    Time { whole: start.elapsed(), snapshot: Duration::ZERO }
}

fn tasks_of_runtime<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let handles: Vec<_> = (0..n).map(|_| R::spawn(work())).collect();
        for handle in handles {
            handle.await;
        }
        whole(start)
    })
}

fn tasks_unordered<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let mut handles: FuturesUnordered<_> = (0..n).map(|_| R::spawn(work())).collect();
        while handles.next().await.is_some() {}
        whole(start)
    })
}

pub fn join_set<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let mut tasks: JoinSet<()> = (0..n).map(|_| work()).collect();
        while tasks.join_next().await.is_some() {}
        whole(start)
    })
}

pub fn task_tracker<R: Runtime>(n: u64) -> Time {
    R::run(async move {
        let start = Instant::now();
        let tracker = TaskTracker::new();
        for _ in 0..n {
            tracker.spawn(work());
        }
        tracker.close();
        tracker.wait().await;
        whole(start)
    })
}

pub fn executor(n: u64) -> Time {
    let executor: &'static smol::Executor = Box::leak(Box::default());
    Smol::run(executor.run(async move {
        let start = Instant::now();
        for _ in 0..n {
            executor.spawn(work()).detach();
        }
        while !executor.is_empty() {
            executor.tick().await;
        }
        whole(start)
    }))
}

fn chain<R: Runtime>(n: u64) -> Time {
    fn link(left: u64, end: Arc<Event>) {
        create_task(work()).add_done_callback(move |task| {
            callback(task);
            if left > 1 {
                link(left - 1, end);
            } else {
                end.set();
            }
        });
    }
    run::<R, _>(async move {
        let start = Instant::now();
        let end = Arc::new(Event::new());
        link(n, end.clone());
        end.wait().await;
        whole(start)
    })
}

fn own_chain<R: Runtime>(n: u64) -> Time {
    fn link<R: Runtime>(left: u64, end: oneshot::Sender<()>) {
        R::detach(R::spawn(async move {
            work().await;
            if left > 1 {
                link::<R>(left - 1, end);
            } else {
                end.send(()).expect("main waits");
            }
        }));
    }
    R::run(async move {
        let start = Instant::now();
        let (send, receive) = oneshot::channel();
        link::<R>(n, send);
        receive.await.expect("the last one sends");
        whole(start)
    })
}

fn fan<R: Runtime>(n: u64) -> Time {
    run::<R, _>(async move {
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

fn own_fan<R: Runtime>(n: u64) -> Time {
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
        whole(start)
    })
}

fn callbacks<R: Runtime>(n: u64) -> Time {
    run::<R, _>(async move {
        let start = Instant::now();
        let gate = Arc::new(Event::new());
        let opened = gate.clone();
        let task = create_task(async move {
            opened.wait().await;
            work().await;
        });
        for _ in 0..n {
            task.add_done_callback(callback);
        }
        gate.set();
        task.await.expect("it returns");
        whole(start)
    })
}

fn own_callbacks<R: Runtime>(n: u64) -> Time {
    type Callbacks = Vec<Box<dyn FnOnce() + Send>>;
    R::run(async move {
        let start = Instant::now();
        let callbacks = Arc::new(Mutex::new(Callbacks::new()));
        let called = callbacks.clone();
        let (open, gate) = oneshot::channel::<()>();
        let task = R::spawn(async move {
            gate.await.expect("main opens it");
            work().await;
            let callbacks = std::mem::take(&mut *called.lock().expect("nothing panics"));
            callbacks.into_iter().for_each(|callback| callback());
        });
        for _ in 0..n {
            let callback = || {
                CALLBACKS.fetch_add(1, Relaxed);
            };
            callbacks.lock().expect("nothing panics").push(Box::new(callback));
        }
        open.send(()).expect("the task waits");
        task.await;
        whole(start)
    })
}

/// From `set` until all have gone on.
fn waiters<R: Runtime>(n: u64) -> Time {
    let event = Arc::new(Event::new());
    wake_all::<R, _>(
        n,
        {
            let event = event.clone();
            move || {
                let event = event.clone();
                async move { event.wait().await }
            }
        },
        move || event.set(),
    )
}

fn listeners<R: Runtime>(n: u64) -> Time {
    let flag = Arc::new((AtomicBool::new(false), event_listener::Event::new()));
    wake_all::<R, _>(
        n,
        {
            let flag = flag.clone();
            move || {
                let flag = flag.clone();
                async move {
                    while !flag.0.load(SeqCst) {
                        let listener = flag.1.listen();
                        if !flag.0.load(SeqCst) {
                            listener.await;
                        }
                    }
                }
            }
        },
        move || {
            flag.0.store(true, SeqCst);
            flag.1.notify(usize::MAX);
        },
    )
}

fn wake_all<R: Runtime, W: Future<Output = ()> + Send + 'static>(
    n: u64,
    wait: impl Fn() -> W + Send + 'static,
    set: impl FnOnce() + Send + 'static,
) -> Time {
    R::run(async move {
        let waiting = Arc::new(AtomicU64::new(0));
        let handles: Vec<_> = (0..n)
            .map(|_| {
                let (wait, waiting) = (wait(), waiting.clone());
                R::spawn(async move {
                    waiting.fetch_add(1, SeqCst);
                    wait.await;
                    work().await;
                })
            })
            .collect();
        while waiting.load(SeqCst) < n {
            smol::future::yield_now().await;
        }
        let start = Instant::now();
        set();
        for handle in handles {
            handle.await;
        }
        whole(start)
    })
}
