//! The least that done callbacks and a list of all tasks cost when written by hand for any runtime: a
//! boxed `spawn` and future, a boxed callback, and a slab under a lock. There are no results, no
//! cancelling, no names and no waiters, and a panic is not caught.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Poll, Waker};

use slab::Slab;

use crate::runtimes::Runtime;

type BoxFuture = Pin<Box<dyn Future<Output = ()> + Send>>;
type Callback = Box<dyn FnOnce() + Send>;

/// A loop, as `asyncio::run` makes one.
#[expect(missing_debug_implementations, reason = "its callbacks have none")]
pub struct Floor {
    spawn: Box<dyn Fn(BoxFuture) + Send + Sync>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// A task's place is empty while its callback runs.
    tasks: Slab<Option<Callback>>,
    /// Wakes who waits until there is no task.
    waker: Option<Waker>,
}

impl Floor {
    /// A loop without tasks.
    pub fn new<R: Runtime>() -> Self {
        Floor { spawn: Box::new(|task| R::detach(R::spawn(task))), state: Mutex::default() }
    }

    /// Spawns a task that has a callback.
    pub fn create_task(
        self: &Arc<Self>,
        future: impl Future<Output = ()> + Send + 'static,
        callback: impl FnOnce() + Send + 'static,
    ) {
        let key = self.lock().tasks.insert(Some(Box::new(callback)));
        let floor = self.clone();
        (self.spawn)(Box::pin(async move {
            future.await;
            floor.done(key);
        }));
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

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nothing panics")
    }
}
