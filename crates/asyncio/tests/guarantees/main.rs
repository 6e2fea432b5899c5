//! What `asyncio` guarantees, each on every executor.
//!
//! 1. Every callback runs exactly once, in order, in its task's loop: `callbacks`.
//! 2. A task is listed and awaited until its callbacks have returned: `leaving`.
//! 3. No foreign code runs under a lock: `locks`.
//! 4. A callback that panics stops nothing else: `callbacks`.
//! 5. A panic reaches whoever awaits the task, or at least stderr: `failures`.
//! 6. `cancel` takes effect at the next suspension point: `cancelling`.
//! 7. A loop closes, and `run` ends: `closing`.
//! 8. A chain of a million tasks grows neither the stack nor the memory: `chain`.
//! 9. No signal of an event is lost, and none comes twice: `events`.
//! 10. There is no unsafe code: the workspace's lints forbid it.
//!
//! On several threads a line after `create_task`, `cancel` or `set` may run after the other task's
//! next line. So the tests compare what was recorded at the end, and record in one place only what
//! has an order.

mod callbacks;
mod cancelling;
mod chain;
mod closing;
mod events;
mod executor;
mod failures;
mod leaving;
mod locks;

use std::sync::{Arc, Mutex};

/// What happened, in order.
#[derive(Clone, Default)]
struct Record(Arc<Mutex<Vec<String>>>);

impl Record {
    fn push(&self, what: impl Into<String>) {
        self.0.lock().unwrap().push(what.into());
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Records that it was dropped.
struct Dropped(Record, &'static str);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.push(self.1);
    }
}
