//! Done callbacks: adding, removing and running them.

use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::current::{Current, current_loop, enter};
use crate::error::{discard, report};
use crate::flag::{lock, wake};
use crate::state::{CallbackId, Shared, Task};

impl<T> Task<T> {
    /// `task.add_done_callback()`: registers `callback` to run once the task is done: when it has
    /// returned, was cancelled, or panicked. If the task is done already, `run` calls the callback when
    /// it is polled next.
    ///
    /// Callbacks run one at a time, in the order in which they were registered, and never inside
    /// `add_done_callback`. If one panics, the next one still runs. They must not block.
    /// Callbacks that were registered before the task was done run without a pause, as in asyncio. If
    /// one adds another to the same task, other tasks run first.
    ///
    /// Once the loop has closed (see [`run`](crate::run)), a callback that is added to a finished task is
    /// dropped instead. If that happens outside the loop's own tasks and callbacks, a line on stderr
    /// says so; asyncio raises `RuntimeError`.
    ///
    /// ```
    /// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
    /// use asyncio::{Task, create_task};
    ///
    /// fn callback(task: &Task<u32>) {
    ///     println!("work returned {}", task.result().unwrap());
    /// }
    ///
    /// let task = create_task(async { 42 });
    /// task.add_done_callback(callback);
    /// task.await.unwrap(); // returns after `callback`
    /// # }));
    /// ```
    #[track_caller]
    pub fn add_done_callback(&self, callback: impl FnOnce(&Task<T>) + Send + 'static) -> CallbackId
    where
        T: 'static,
    {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let id = CallbackId(NEXT.fetch_add(1, Relaxed));
        #[cfg(feature = "record")]
        let callback = crate::record::callback(&self.shared, callback);
        let callback = Box::new(|task: &Arc<Shared>| callback(&Task::new(task.clone())));

        let event_loop = &self.shared.event_loop;
        let mut state = lock(&self.shared.state);
        // If the other callbacks have all returned, `run` will call this one.
        let is_late = state.callbacks_done.is_set;
        if self.done() && !event_loop.accept_callback(&self.shared, is_late) {
            drop(state);
            if !current_loop().is_some_and(|current| Arc::ptr_eq(&current, event_loop)) {
                report(&format!("a callback of {} is dropped: the loop is closed", self.name()));
            }
            return id;
        }
        state.callbacks_done.is_set = false; // later waiters wait for this callback as well
        state.callbacks.push((id, callback));
        drop(state);
        if is_late {
            event_loop.wake_run();
        }
        id
    }

    /// `task.remove_done_callback()`: removes one callback. Returns false, and removes nothing,
    /// if it has been removed already or the task is done.
    ///
    /// ```
    /// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
    /// let task = asyncio::create_task(std::future::pending::<()>());
    /// let id = task.add_done_callback(|_| unreachable!());
    /// assert!(task.remove_done_callback(id));
    /// task.cancel();
    /// # }));
    /// ```
    pub fn remove_done_callback(&self, id: CallbackId) -> bool {
        let mut state = lock(&self.shared.state);
        let index = state.callbacks.iter().position(|callback| callback.0 == id);
        let removed = index.filter(|_| !self.done()).map(|index| state.callbacks.remove(index));
        drop(state);
        removed.is_some()
    }
}

impl Shared {
    /// Runs the callbacks in order, then takes the task off the list and wakes its waiters.
    ///
    /// Only one thread at a time runs this for a task: first the one that polled the coroutine to its
    /// end, then the one that polls or drops `run`.
    pub(crate) fn run_callbacks(mut self: Arc<Self>) {
        let event_loop = self.event_loop.clone();
        loop {
            let callbacks = mem::take(&mut lock(&self.state).callbacks);
            for (_, callback) in callbacks {
                // asyncio logs an exception and continues; here the panic hook has printed it.
                discard(enter(Current::Callback(self.clone()), || callback(&self)));
            }
            let mut state = lock(&self.state);
            if state.callbacks.is_empty() {
                let waiters = state.callbacks_done.set();
                event_loop.remove(&self);
                drop(state);
                record!(task("left", &self));
                wake(waiters);
                break;
            }
            drop(state);
            // Callbacks were added meanwhile. `run` calls them, so that other tasks run first. It does not
            // wait for this thread, which must keep no handle.
            let Err(task) = event_loop.defer(self) else { return };
            self = task;
        }
        // This may be the last handle. Then the value is dropped as well, and `run` waits for that.
        discard(enter(Current::Destructor(event_loop.clone()), || drop(self)));
        event_loop.release();
    }
}
