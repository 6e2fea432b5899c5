//! What the tasks and their callbacks do, and what must be true of them afterwards.

use std::future::pending;
use std::mem;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use asyncio::{AnyTask, Event, Task, all_tasks, create_task, current_task};
use fastrand::Rng;

use crate::Ending;
use crate::executors::pause;

/// What one round shares. Every future, callback, value and panic has a reference to it.
#[derive(Default)]
pub struct World {
    ending: Ending,
    size: usize,
    created: AtomicUsize,
    /// Set when a random number of tasks has been created.
    pub half_way: Event,
    half_way_at: usize,
    all_created: Event,
    /// The loop is closed, or is about to be.
    closing: AtomicBool,
    /// Some tasks that may be pending or done.
    neighbours: Mutex<Vec<Followed>>,
    callbacks: Mutex<Vec<Arc<AtomicU8>>>,
    faults: Mutex<Vec<&'static str>>,
}

/// What is known about a callback. If it is neither due nor removed, it may be called or dropped.
const DUE: u8 = 1;
const REMOVED: u8 = 2;
const CALLED: u8 = 4;

#[derive(Clone)]
struct Followed {
    task: Task<Arc<World>>,
    /// It was created while the loop was open.
    in_time: bool,
    calling: Arc<AtomicBool>,
}

impl World {
    pub fn new(ending: Ending, rng: &mut Rng) -> Self {
        let size = rng.usize(1..10_000);
        World { ending, size, half_way_at: rng.usize(..size), ..World::default() }
    }

    pub fn tasks_created(&self) -> u64 {
        self.created.load(SeqCst).min(self.size) as u64
    }

    pub fn close(&self) {
        self.closing.store(true, SeqCst);
    }

    fn is_closing(&self) -> bool {
        self.closing.load(SeqCst)
    }

    /// An assertion would be lost where asyncio catches panics.
    fn expect(&self, holds: bool, fault: &'static str) {
        if !holds {
            self.faults.lock().unwrap().push(fault);
        }
    }

    /// How the guarantees are broken, if this many references should be left.
    pub fn faults(self: &Arc<Self>, references: usize) -> Vec<&'static str> {
        drop(mem::take(&mut *self.neighbours.lock().unwrap()));
        let mut faults = self.faults.lock().unwrap().clone();
        for callback in &*self.callbacks.lock().unwrap() {
            let state = callback.load(SeqCst);
            if state & (DUE | CALLED) == DUE {
                faults.push("a callback was not called");
            }
            if state & (REMOVED | CALLED) == REMOVED | CALLED {
                faults.push("a removed callback was called");
            }
        }
        if Arc::strong_count(self) != references {
            faults.push("a future, a callback or a value was not dropped");
        }
        faults
    }
}

pub async fn async_main(world: Arc<World>, mut rng: Rng) {
    for _ in 0..rng.usize(1..=16) {
        create(&world, Kind::Link, &mut rng);
    }
    match world.ending {
        Ending::MainWaitsForAll => {
            wait_for_all().await;
            world.expect(world.created.load(SeqCst) >= world.size, "main left early");
        }
        Ending::MainReturns | Ending::MainPanics | Ending::MainIsCancelled => {
            world.half_way.wait().await;
        }
        _ => pending().await,
    }
    world.close();
    if world.ending == Ending::MainPanics {
        resume_unwind(Box::new(world));
    } else if world.ending == Ending::MainIsCancelled {
        current_task().unwrap().cancel();
    }
}

async fn wait_for_all() {
    loop {
        let mut tasks = all_tasks();
        tasks.remove(&current_task().unwrap());
        if tasks.is_empty() {
            return;
        }
        for task in tasks {
            let _ = task.await; // some were cancelled or have panicked
        }
    }
}

/// A task or a callback.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Of a chain: its callback creates the next link, and some leaves.
    Link,
    Leaf,
    /// One callback more, which may be removed.
    Extra,
}

fn create(world: &Arc<World>, kind: Kind, rng: &mut Rng) -> Option<Task<Arc<World>>> {
    let number = world.created.fetch_add(1, SeqCst);
    if number == world.half_way_at {
        world.half_way.set();
    }
    if number + 1 >= world.size {
        world.all_created.set();
    }
    if number >= world.size {
        return None;
    }
    let task = create_task(work(world.clone(), kind, rng.fork()));
    let in_time = !world.is_closing();
    if !in_time && task.done() {
        // Most likely the loop was closed. A callback would be dropped, with a line on stderr.
        let _ = task.result();
        return Some(task);
    }
    let followed = Followed { task: task.clone(), in_time, calling: Arc::default() };
    add_callback(world, &followed, kind, rng);
    for _ in 0..rng.u8(..3) {
        add_callback(world, &followed, Kind::Extra, rng);
    }
    let mut neighbours = world.neighbours.lock().unwrap();
    neighbours.push(followed);
    let old = (neighbours.len() > 8).then(|| neighbours.swap_remove(rng.usize(..8)));
    drop(neighbours);
    drop(old);
    Some(task)
}

async fn work(world: Arc<World>, kind: Kind, mut rng: Rng) -> Arc<World> {
    match rng.u8(..8) {
        0 => {}
        1 => resume_unwind(Box::new(world)),
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
    world
}

/// Cancels a task or adds a callback to it, at any moment of its life.
fn meddle(world: &Arc<World>, rng: &mut Rng) {
    let neighbour = rng.choice(&*world.neighbours.lock().unwrap()).cloned();
    let Some(followed) = neighbour else { return };
    if rng.bool() {
        followed.task.cancel();
    } else {
        add_callback(world, &followed, Kind::Extra, rng);
    }
}

fn add_callback(world: &Arc<World>, followed: &Followed, kind: Kind, rng: &mut Rng) {
    let state = Arc::new(AtomicU8::new(0));
    world.callbacks.lock().unwrap().push(state.clone());
    let (world_then, followed_then, state_then) = (world.clone(), followed.clone(), state.clone());
    let rng_then = rng.fork();
    let id = followed.task.add_done_callback(move |_| {
        state_then.fetch_or(CALLED, SeqCst);
        callback(world_then, &followed_then, kind, rng_then);
    });
    // In a closed loop a callback of a finished task is dropped.
    let accepted = !world.is_closing() || world.ending.run_returns() && !followed.task.done();
    if kind == Kind::Extra && rng.u8(..8) == 0 && followed.task.remove_done_callback(id) {
        state.fetch_or(REMOVED, SeqCst);
    } else if followed.in_time && accepted {
        state.fetch_or(DUE, SeqCst);
    }
}

fn callback(world: Arc<World>, followed: &Followed, kind: Kind, mut rng: Rng) {
    let Followed { task, calling, .. } = followed;
    world.expect(!calling.swap(true, SeqCst), "two callbacks of a task at a time");
    world.expect(task.done(), "a callback is called before its task is done");
    world.expect(all_tasks().contains(&AnyTask::from(task)), "a callback's task is not listed");
    let _ = task.result(); // or else stderr would have a line for each task that panicked

    if kind == Kind::Link {
        for _ in 0..rng.u8(..3) {
            create(&world, Kind::Leaf, &mut rng);
        }
        create(&world, Kind::Link, &mut rng);
    }
    match rng.u8(..8) {
        0 => meddle(&world, &mut rng),
        1 => add_callback(&world, followed, Kind::Extra, &mut rng),
        _ => {}
    }
    calling.store(false, SeqCst);
    if rng.u8(..8) == 0 {
        resume_unwind(Box::new(world));
    }
}
