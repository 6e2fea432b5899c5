//! The list of done callbacks.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::core::lock;
use crate::current::enter;
use crate::error::report;
use crate::task::{AnyTask, Task};

/// A callback has its task already, so that tasks of all types have the same list.
pub(crate) type Callback = Box<dyn FnOnce() + Send>;

/// What [`Task::remove_done_callback`] takes, since Rust, unlike Python, cannot compare functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CallbackId(u64);

impl<T: Send + 'static> Task<T> {
    /// `task.add_done_callback()`: has `callback` called when the task is done, whether it
    /// returned, was cancelled, or panicked. If it is done already, `run` calls the callback soon.
    ///
    /// Callbacks are called one by one, in the order in which they were added, and never by
    /// `add_done_callback` itself. If one panics, the next is called all the same. They must not
    /// block. The task is in [`all_tasks`](crate::all_tasks) until the last of them has returned;
    /// asyncio takes it out before the first.
    ///
    /// If the task is done and `run` is over, or if the task was created in a closed loop, the
    /// callback is dropped, and a line on stderr says so.
    pub fn add_done_callback(
        &self,
        callback: impl FnOnce(&Task<T>) + Send + 'static,
    ) -> CallbackId {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let id = CallbackId(NEXT.fetch_add(1, Relaxed));
        let task = self.clone();
        let callback = Box::new(move || callback(&task));

        let event_loop = &self.core.event_loop;
        let mut state = lock(&self.core.state);
        let late = state.has_left;
        if late && !event_loop.readmit(self.any()) {
            drop(state);
            report(&format!("a callback of {} is dropped: the loop is closed", self.name()));
            return id;
        }
        state.has_left = false;
        state.callbacks.push_back((id, callback));
        drop(state);
        if late {
            event_loop.wake_run();
        }
        id
    }
}

impl<T> Task<T> {
    /// `task.remove_done_callback()`: true if it was removed. Once the task is done it is too late.
    pub fn remove_done_callback(&self, id: CallbackId) -> bool {
        let mut state = lock(&self.core.state);
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
    /// Calls the callbacks in order, also those that are added meanwhile. Then the task leaves.
    ///
    /// For each task there is one caller at a time: the coroutine when it has ended, and `run` when
    /// a callback was added after the task had left.
    pub(crate) fn call_back(&self) {
        let event_loop = &self.core.event_loop;
        let mut state = lock(&self.core.state);
        while let Some((_, callback)) = state.callbacks.pop_front() {
            drop(state);
            // asyncio prints what a callback raises, and goes on. The panic hook has printed it.
            let _ = enter(event_loop, None, callback);
            state = lock(&self.core.state);
        }
        state.has_left = true;
        let was_last = event_loop.remove(self);
        drop(state);
        self.core.left.notify(usize::MAX);
        if was_last {
            event_loop.wake_run();
        }
    }
}
