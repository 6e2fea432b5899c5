//! What a round counts, and what it complains about.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use asyncio::{Event, Task};
use fastrand::Rng;

use crate::Ending;

/// All that one round shares.
pub struct World {
    pub ending: Ending,
    /// A task for each, once it is created.
    pub tasks: Vec<Counts>,
    pub created: AtomicUsize,
    pub stop_at: usize,
    pub half_way: Event,
    pub all_created: Event,
    /// The loop is about to be closed, or is.
    pub closing: AtomicBool,
    /// Some tasks that may be running, or have ended.
    pub neighbours: Mutex<Vec<(usize, Task<Counted>)>>,
    pub values: AtomicUsize,
    pub dropped: AtomicUsize,
    pub wrong: Mutex<Vec<String>>,
}

/// One task's callbacks, each a bit.
#[derive(Default)]
pub struct Counts {
    pub added: AtomicU32,
    pub due: AtomicU32,
    pub removed: AtomicU32,
    pub called: AtomicU32,
    pub calling: AtomicBool,
    /// It was created when the loop was surely open.
    pub in_time: AtomicBool,
}

impl World {
    pub fn new(ending: Ending, rng: &mut Rng) -> Self {
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
    pub fn expect(&self, good: bool, otherwise: &str) {
        if !good {
            self.wrong.lock().unwrap().push(otherwise.to_string());
        }
    }

    pub fn is_closing(&self) -> bool {
        self.closing.load(SeqCst)
    }

    /// What the guarantees promise, and is not so.
    pub fn complaints(&self) -> Vec<String> {
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
pub struct Counted(pub Arc<World>);

impl Counted {
    pub fn new(world: &Arc<World>) -> Self {
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
