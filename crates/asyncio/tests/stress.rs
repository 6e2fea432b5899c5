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

use std::collections::HashSet;
use std::env;
use std::future::pending;
use std::panic::{self, AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use asyncio::{AnyTask, BoxFuture, Event, Task, all_tasks, create_task, current_task};
use executors::{pause, sleep};
use fastrand::Rng;
use futures::future::select;

/// Far more than any machine needs: a round takes less than a second, all of them less than a minute.
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
            runtime.shut_down();
            assert!(run.join().is_err(), "{what}: main was on that runtime");
        }
        Ending::RuntimeShutsDownWithRun => {
            runtime.spawn()(Box::pin(run));
            runtime.block_on(half_way);
            world.closing.store(true, SeqCst);
            runtime.shut_down();
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

async fn async_main(world: Arc<World>, mut rng: Rng) {
    for _ in 0..rng.usize(1..=16) {
        create(&world, Kind::Link, &mut rng);
    }
    match world.ending {
        Ending::MainWaitsForAll => {
            wait_for_all().await;
            let created = world.created.load(SeqCst);
            world.expect(created >= world.tasks.len(), "main leaves early");
        }
        Ending::MainReturns => world.half_way.wait().await,
        Ending::MainPanics => {
            world.half_way.wait().await;
            world.closing.store(true, SeqCst);
            resume_unwind(Box::new(Counted::new(&world)));
        }
        Ending::MainIsCancelled => {
            world.half_way.wait().await;
            world.closing.store(true, SeqCst);
            current_task().unwrap().cancel();
            pending().await
        }
        _ => pending().await,
    }
    world.closing.store(true, SeqCst);
}

async fn wait_for_all() {
    loop {
        let mut tasks: HashSet<AnyTask> = all_tasks();
        tasks.remove(&current_task().unwrap());
        if tasks.is_empty() {
            return;
        }
        for task in tasks {
            let _ = task.await; // cancelled and panicked ones are among them
        }
    }
}

/// All that one round shares.
struct World {
    ending: Ending,
    /// A task for each, once it is created.
    tasks: Vec<Counts>,
    created: AtomicUsize,
    stop_at: usize,
    half_way: Event,
    all_created: Event,
    /// The loop is about to be closed, or is.
    closing: AtomicBool,
    /// Some tasks that may be running, or have ended.
    neighbours: Mutex<Vec<(usize, Task<Counted>)>>,
    values: AtomicUsize,
    dropped: AtomicUsize,
    wrong: Mutex<Vec<String>>,
}

/// One task's callbacks, each a bit.
#[derive(Default)]
struct Counts {
    added: AtomicU32,
    due: AtomicU32,
    removed: AtomicU32,
    called: AtomicU32,
    calling: AtomicBool,
    /// It was created when the loop was surely open.
    in_time: AtomicBool,
}

impl World {
    fn new(ending: Ending, rng: &mut Rng) -> Self {
        let size = rng.usize(1..20_000);
        World {
            ending,
            tasks: (0..size).map(|_| Counts::default()).collect(),
            created: AtomicUsize::new(0),
            stop_at: rng.usize(..size),
            half_way: Event::new(),
            all_created: Event::new(),
            closing: AtomicBool::new(false),
            neighbours: Mutex::default(),
            values: AtomicUsize::new(0),
            dropped: AtomicUsize::new(0),
            wrong: Mutex::default(),
        }
    }

    /// Where the port catches panics, an assertion would be lost.
    fn expect(&self, good: bool, otherwise: &str) {
        if !good {
            self.wrong.lock().unwrap().push(otherwise.to_string());
        }
    }

    fn is_closing(&self) -> bool {
        self.closing.load(SeqCst)
    }

    /// What the guarantees promise, and is not so.
    fn complaints(&self) -> Vec<String> {
        let neighbours = std::mem::take(&mut *self.neighbours.lock().unwrap());
        drop(neighbours);
        let mut complaints = self.wrong.lock().unwrap().clone();
        for (number, task) in self.tasks.iter().enumerate() {
            let [due, removed, called] =
                [&task.due, &task.removed, &task.called].map(|bits| bits.load(SeqCst));
            if due & !called != 0 || removed & called != 0 {
                complaints.push(format!(
                    "task {number}: callbacks {due:b} were due, {removed:b} removed, {called:b} called"
                ));
            }
        }
        let [values, dropped] = [&self.values, &self.dropped].map(|count| count.load(SeqCst));
        if values != dropped {
            complaints.push(format!("of {values} values {dropped} were dropped"));
        }
        complaints
    }
}

/// Captured by futures and callbacks, returned, and thrown.
struct Counted(Arc<World>);

impl Counted {
    fn new(world: &Arc<World>) -> Self {
        world.values.fetch_add(1, SeqCst);
        Counted(world.clone())
    }
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        Counted::new(&self.0)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dropped.fetch_add(1, SeqCst);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Of a chain: its callback creates the next link, and a fan of leaves.
    Link,
    Leaf,
}

fn create(world: &Arc<World>, kind: Kind, rng: &mut Rng) -> Option<Task<Counted>> {
    let number = world.created.fetch_add(1, SeqCst);
    if number == world.stop_at {
        world.half_way.set();
    }
    if number + 1 >= world.tasks.len() {
        world.all_created.set();
    }
    let counts = world.tasks.get(number)?;

    let task = create_task(work(Counted::new(world), kind, rng.fork()));
    counts.in_time.store(!world.is_closing(), SeqCst);
    if world.is_closing() && task.done() {
        // Most likely it was closed before. A callback would be dropped, with a line on stderr.
        let _ = task.result();
        return Some(task);
    }
    add_callback(world, number, &task, kind, rng);
    for _ in 0..rng.u8(..3) {
        add_callback(world, number, &task, Kind::Leaf, rng);
    }
    let neighbour = (number, task.clone());
    let mut neighbours = world.neighbours.lock().unwrap();
    if neighbours.len() < 8 {
        neighbours.push(neighbour);
    } else {
        let old = std::mem::replace(&mut neighbours[rng.usize(..8)], neighbour);
        drop(neighbours);
        drop(old);
    }
    Some(task)
}

async fn work(value: Counted, kind: Kind, mut rng: Rng) -> Counted {
    let world = value.0.clone();
    match rng.u8(..8) {
        0 => {}
        1 => resume_unwind(Box::new(value)),
        2 => {
            current_task().unwrap().cancel();
            pending().await
        }
        3 if kind == Kind::Leaf => world.all_created.wait().await,
        4 if kind == Kind::Leaf => {
            if let Some(task) = create(&world, Kind::Leaf, &mut rng) {
                let _ = task.await;
            }
        }
        5 => meddle(&world, &mut rng),
        pauses => {
            for _ in 0..pauses {
                pause().await;
            }
        }
    }
    value
}

/// Cancels some task, or adds a callback to it, whatever it does at the moment.
fn meddle(world: &Arc<World>, rng: &mut Rng) {
    let neighbour = rng.choice(&*world.neighbours.lock().unwrap()).cloned();
    let Some((number, task)) = neighbour else { return };
    if rng.bool() {
        task.cancel();
    } else if world.ending.waits() || !(world.is_closing() && task.done()) {
        add_callback(world, number, &task, Kind::Leaf, rng);
    }
}

fn add_callback(
    world: &Arc<World>,
    number: usize,
    task: &Task<Counted>,
    kind: Kind,
    rng: &mut Rng,
) {
    let counts = &world.tasks[number];
    let Some(bit) = 1u32.checked_shl(counts.added.fetch_add(1, SeqCst)) else { return };
    let (value, callback_rng) = (Counted::new(world), rng.fork());
    let id = task.add_done_callback(move |task| {
        callback(task, &value, number, bit, kind, callback_rng);
    });
    let in_time = world.ending.waits() || !world.is_closing();
    if bit > 1 && rng.u8(..8) == 0 && task.remove_done_callback(id) {
        counts.removed.fetch_or(bit, SeqCst);
    } else if counts.in_time.load(SeqCst) && in_time {
        counts.due.fetch_or(bit, SeqCst);
    }
}

fn callback(
    task: &Task<Counted>,
    value: &Counted,
    number: usize,
    bit: u32,
    kind: Kind,
    mut rng: Rng,
) {
    let (world, counts) = (&value.0, &value.0.tasks[number]);
    world.expect(!counts.calling.swap(true, SeqCst), "two callbacks of a task at a time");
    world.expect(counts.called.fetch_or(bit, SeqCst) & bit == 0, "a callback is called twice");
    world.expect(task.done(), "a callback is called before its task is done");
    world.expect(all_tasks().contains(&AnyTask::from(task)), "a callback's task is not listed");
    let _ = task.result(); // or else a line on stderr would name each task that panicked

    if kind == Kind::Link {
        for _ in 0..rng.u8(..3) {
            create(world, Kind::Leaf, &mut rng);
        }
        create(world, Kind::Link, &mut rng);
    }
    match rng.u8(..8) {
        0 => meddle(world, &mut rng),
        1 => add_callback(world, number, task, Kind::Leaf, &mut rng),
        _ => {}
    }
    counts.calling.store(false, SeqCst);
    if rng.u8(..8) == 0 {
        resume_unwind(Box::new(value.clone()));
    }
}

enum Runtime {
    Tokio(tokio::runtime::Runtime),
    AsyncStd,
    Smol { executor: Arc<smol::Executor<'static>>, stop: Arc<Event>, threads: Vec<JoinHandle<()>> },
}

impl Runtime {
    fn start(rng: &mut Rng) -> Self {
        match rng.u8(..4) {
            0 => Runtime::Tokio(tokio::runtime::Builder::new_current_thread().build().unwrap()),
            1 => {
                let workers = rng.usize(1..=8);
                let mut builder = tokio::runtime::Builder::new_multi_thread();
                Runtime::Tokio(builder.worker_threads(workers).build().unwrap())
            }
            2 => Runtime::AsyncStd,
            _ => {
                let (executor, stop) = (Arc::new(smol::Executor::new()), Arc::new(Event::new()));
                let threads = (0..rng.u8(1..=8)).map(|_| {
                    let (executor, stop) = (executor.clone(), stop.clone());
                    thread::spawn(move || smol::block_on(executor.run(stop.wait())))
                });
                Runtime::Smol { threads: threads.collect(), executor, stop }
            }
        }
    }

    fn name(&self) -> String {
        match self {
            Runtime::Tokio(runtime) => {
                let metrics = runtime.metrics();
                format!(
                    "{:?} tokio, {} workers",
                    runtime.handle().runtime_flavor(),
                    metrics.num_workers()
                )
            }
            Runtime::AsyncStd => "async-std".to_string(),
            Runtime::Smol { threads, .. } => format!("smol, {} threads", threads.len()),
        }
    }

    fn spawn(&self) -> Box<dyn Fn(BoxFuture) + Send + Sync> {
        match self {
            Runtime::Tokio(runtime) => {
                let handle = runtime.handle().clone();
                Box::new(move |task| drop(handle.spawn(task)))
            }
            Runtime::AsyncStd => Box::new(|task| drop(async_std::task::spawn(task))),
            Runtime::Smol { executor, .. } => {
                let executor = Arc::downgrade(executor); // a task must not own its executor
                Box::new(move |task| {
                    if let Some(executor) = executor.upgrade() {
                        executor.spawn(task).detach();
                    }
                })
            }
        }
    }

    fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        match self {
            Runtime::Tokio(runtime) => runtime.block_on(future),
            Runtime::AsyncStd => async_std::task::block_on(future),
            Runtime::Smol { .. } => smol::block_on(future),
        }
    }

    fn can_shut_down(&self) -> bool {
        !matches!(self, Runtime::AsyncStd)
    }

    /// Drops the tasks that have not ended.
    fn shut_down(self) {}
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Runtime::Smol { stop, threads, .. } = self {
            stop.set();
            threads.drain(..).for_each(|thread| thread.join().unwrap());
        }
    }
}
