//! The least that done callbacks and a list of all tasks cost when written by hand: a boxed future, a
//! boxed callback, and a slab under a lock. There are no results, no cancelling, no names, no waiters,
//! and a panic is not caught.

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};

use slab::Slab;

use crate::runtimes::Runtime;

type Callback = Box<dyn FnOnce() + Send>;

/// A loop, as `asyncio::run` makes one.
#[derive(Default)]
pub struct Floor(Mutex<State>);

#[derive(Default)]
struct State {
    /// A task's place is empty while its callback runs.
    tasks: Slab<Option<Callback>>,
    /// Wakes who waits until there is no task.
    waker: Option<Waker>,
}

impl Floor {
    /// Spawns a task that has a callback.
    pub fn create_task<R: Runtime>(
        self: &Arc<Self>,
        future: impl Future<Output = ()> + Send + 'static,
        callback: impl FnOnce() + Send + 'static,
    ) {
        let key = self.lock().tasks.insert(Some(Box::new(callback)));
        let floor = self.clone();
        R::detach(R::spawn(Box::pin(async move {
            future.await;
            floor.done(key);
        })));
    }

    fn done(&self, key: usize) {
        let callback = self.lock().tasks[key].take();
        callback.expect("it is called once")();
        let mut state = self.lock();
        state.tasks.remove(key);
        let waker = if state.tasks.is_empty() { state.waker.take() } else { None };
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Waits until there is no task.
    pub async fn wait(&self) {
        poll_fn(|cx| {
            let mut state = self.lock();
            if state.tasks.is_empty() {
                return Poll::Ready(());
            }
            state.waker = Some(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().expect("nothing panics")
    }
}
