//! The guarantees of `crates/asyncio`, numbered as in its README, in every interleaving of its threads.
//!
//!     cargo test --package models --test models
//!
//! Each task has a thread of its own, as on a runtime with enough threads. loom runs a model in every
//! interleaving with at most two preemptions in total; waiting for a lock is no preemption. The model
//! fails if an interleaving panics, or if all threads wait. For each model, a patch in
//! `crates/verification/mutations` makes it fail.

mod awaiting;
mod callbacks;
mod cancelling;
mod closing;
mod events;
mod listing;
mod locks;

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::task::Wake;
use std::thread;

use loom::sync::Mutex;
use loom::sync::atomic::AtomicUsize;
use models::{has_run_user_code_under_a_lock, user_code};

/// Runs the model in every interleaving, and says how many there are.
fn check(model: fn()) {
    let runs = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = runs.clone();
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound.get_or_insert(2); // or what LOOM_MAX_PREEMPTIONS says
    builder.max_branches = 10_000;
    builder.check(move || {
        counted.fetch_add(1, SeqCst);
        model();
        assert!(!has_run_user_code_under_a_lock(), "user code runs under a lock");
    });
    // `println!` is not shown when the test passes.
    let line =
        format!("{:>7} interleavings: {}\n", runs.load(SeqCst), thread::current().name().unwrap());
    io::stderr().write_all(line.as_bytes()).unwrap();
}

/// A runtime.
fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    loom::thread::spawn(|| loom::future::block_on(task));
}

/// `asyncio::run` on that runtime.
fn run<T: Send + 'static>(main: impl Future<Output = T> + Send + 'static) -> T {
    loom::future::block_on(models::run(spawn, main))
}

/// A counter. It is loom's, as everything that threads share must be: loom skips an interleaving if it
/// sees no difference.
#[derive(Clone, Default)]
struct Count(Arc<AtomicUsize>);

impl Count {
    fn add(&self) {
        self.0.fetch_add(1, SeqCst);
    }

    fn get(&self) -> usize {
        self.0.load(SeqCst)
    }
}

/// Counts how often it is woken.
#[derive(Default)]
struct CountWakes(Count);

impl Wake for CountWakes {
    fn wake(self: Arc<Self>) {
        user_code();
        self.0.add();
    }
}

/// Passes a value from one thread to another.
struct Place<T>(Arc<Mutex<Option<T>>>);

impl<T> Place<T> {
    fn new() -> Self {
        Place(Arc::new(Mutex::new(None)))
    }

    fn put(&self, value: T) {
        *self.0.lock().unwrap() = Some(value);
    }

    fn take(&self) -> Option<T> {
        self.0.lock().unwrap().take()
    }
}

impl<T> Clone for Place<T> {
    fn clone(&self) -> Self {
        Place(self.0.clone())
    }
}

/// Counts itself when it is dropped.
struct Dropped(Count);

impl Drop for Dropped {
    fn drop(&mut self) {
        user_code();
        self.0.add();
    }
}
