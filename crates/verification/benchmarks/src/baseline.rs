//! The least that done callbacks and a list of all tasks cost when written by hand for any runtime: a
//! boxed `spawn` and future, a boxed callback, and a slab under a lock. There are no results, no
//! cancelling, no names and no waiters, and a panic is not caught.

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use slab::Slab;

use crate::runtimes::Runtime;

type Task = Pin<Box<dyn Future<Output = ()> + Send>>;
type Callback = Box<dyn FnOnce() + Send>;

/// A loop, as `asyncio::run` makes one.
pub struct Baseline {
    spawn: Box<dyn Fn(Task) + Send + Sync>,
    /// `None` while a task's callback runs.
    tasks: Mutex<Slab<Option<Callback>>>,
}

impl Baseline {
    pub fn new(runtime: Runtime) -> Arc<Self> {
        let spawn = Box::new(move |task| runtime.spawn(task));
        Arc::new(Baseline { spawn, tasks: Mutex::default() })
    }

    pub fn create_task(
        self: &Arc<Self>,
        work: impl Future<Output = ()> + Send + 'static,
        callback: impl FnOnce() + Send + 'static,
    ) {
        let key = self.tasks.lock().unwrap().insert(Some(Box::new(callback)));
        let baseline = self.clone();
        (self.spawn)(Box::pin(async move {
            work.await;
            let callback = baseline.tasks.lock().unwrap()[key].take();
            callback.expect("a task finishes once")();
            baseline.tasks.lock().unwrap().remove(key);
        }));
    }
}
