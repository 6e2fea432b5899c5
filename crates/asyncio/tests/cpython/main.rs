//! What CPython's own tests ask of asyncio, asked of this port, on every executor.
//!
//! `tasks`, `futures`, `locks` and `runners` are CPython 3.11's test_tasks.py, test_futures.py,
//! test_locks.py and test_runners.py, and each test has the name of CPython's. `promises` has what
//! holds here where the port differs. `docs/like-cpython.md` is the table of all of them, and
//! `document` compares it with these files.

mod document;
#[path = "../executors/mod.rs"]
mod executors;
mod futures;
mod locks;
mod promises;
mod runners;
mod tasks;

use std::future::pending;
use std::sync::Arc;

use asyncio::{Event, Task, create_task};
use executors::pause;

/// Does something when it is dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// A task that has come to a suspension point, and stays there.
async fn suspended_task() -> Task<u32> {
    suspended_task_with(()).await
}

/// The same, and it holds a value until its end.
async fn suspended_task_with(held: impl Send + 'static) -> Task<u32> {
    let started = Arc::new(Event::new());
    let start = started.clone();
    let task = create_task(async move {
        let _held = held;
        start.set();
        pending().await
    });
    started.wait().await;
    task
}

/// A task that ends with 7 when the event is set.
fn task_until(event: &Arc<Event>) -> Task<u32> {
    let event = event.clone();
    create_task(async move {
        event.wait().await;
        7
    })
}

/// Waits without asking how the task ended.
async fn until_done<T>(task: &Task<T>) {
    while !task.done() {
        pause().await;
    }
}
