//! The list of done callbacks.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::current::enter;
use crate::error::{discard, report};
use crate::event::{lock, wake};
use crate::record;
use crate::task::{AnyTask, Task};

/// A callback has its task already, so that tasks of all types have the same list.
pub(crate) type Callback = Box<dyn FnOnce() + Send>;

/// What [`Task::remove_done_callback`] takes, since Rust, unlike Python, cannot compare functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CallbackId(u64);

impl<T> Task<T> {
    /// `task.add_done_callback()`: has `callback` called when the task is done, whether it
    /// returned, was cancelled, or panicked. If it is done already, `run` calls the callback soon.
    ///
    /// Callbacks are called one by one, in the order in which they were added, and never by
    /// `add_done_callback` itself. If one panics, the next is called all the same. They must not
    /// block.
    ///
    /// If the task is done, and `run` is over or the task was created in a closed loop, the callback is
    /// dropped, and a line on stderr says so; asyncio raises `RuntimeError`.
    pub fn add_done_callback(&self, callback: impl FnOnce(&Task<T>) + Send + 'static) -> CallbackId
    where
        T: 'static,
    {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let id = CallbackId(NEXT.fetch_add(1, Relaxed));
        let callback = record::callback(callback);
        let task = self.clone();
        let callback = Box::new(move || callback(&task));

        let event_loop = &self.shared.event_loop;
        let mut state = lock(&self.shared.state);
        // Late: the others have returned, so only `run` will look at the list again.
        let late = self.shared.called_back.is_set();
        if late && !event_loop.readmit(self.any()) {
            drop(state);
            report(&format!("a callback of {} is dropped: the loop is closed", self.name()));
            return id;
        }
        self.shared.called_back.clear(); // who awaits the task from now on waits for this one, too
        state.callbacks.push_back((id, callback));
        drop(state);
        if late {
            event_loop.wake_run();
        }
        id
    }

    /// `task.remove_done_callback()`: true if it was removed. Once the task is done it is too late.
    pub fn remove_done_callback(&self, id: CallbackId) -> bool {
        let mut state = lock(&self.shared.state);
        let place = match state.end {
            None => state.callbacks.iter().position(|callback| callback.0 == id),
            Some(_) => None,
        };
        let removed = place.and_then(|place| state.callbacks.remove(place));
        drop(state);
        removed.is_some()
    }
}

impl AnyTask {
    /// Runs the callbacks in order, also those that are added meanwhile. Then the task is off the
    /// list, and its waiters go on.
    ///
    /// No two threads are here for one task: first its coroutine's is, when it has ended. Later `run`
    /// is, for callbacks that were added when the task was off the list.
    pub(crate) fn run_callbacks(self) {
        let event_loop = self.shared.event_loop.clone();
        let mut state = lock(&self.shared.state);
        while let Some((_, callback)) = state.callbacks.pop_front() {
            drop(state);
            // asyncio logs what a callback raises and goes on; here the panic hook has told.
            discard(enter(&event_loop, None, callback));
            state = lock(&self.shared.state);
        }
        let waiters = self.shared.called_back.set_and_take_wakers();
        event_loop.remove(&self);
        drop(state);
        wake(waiters);
        // This may be the last handle, which drops the value, or reports a panic: `run` waits for it.
        drop(self);
        event_loop.let_go();
    }
}
