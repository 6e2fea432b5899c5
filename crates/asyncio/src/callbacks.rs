//! The list of done callbacks.

use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::current::{Current, enter};
use crate::error::{discard, report};
use crate::event::{lock, wake};
use crate::record;
use crate::shared::Shared;
use crate::task::Task;

/// Tasks of all types have the same list, so a callback makes its own handle of the task.
pub(crate) type Callback = Box<dyn FnOnce(&Arc<Shared>) + Send>;

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
        let callback = Box::new(|task: &Arc<Shared>| callback(&Task::new(task.clone())));

        let event_loop = &self.shared.event_loop;
        let mut state = lock(&self.shared.state);
        // Late: the others have returned, so only `run` will look at the list again.
        let late = state.called_back.is_set;
        if late && !event_loop.readmit(&self.shared, &mut state) {
            drop(state);
            report(&format!("a callback of {} is dropped: the loop is closed", self.name()));
            return id;
        }
        state.called_back.is_set = false; // who awaits the task from now on waits for this one, too
        state.callbacks.push((id, callback));
        drop(state);
        if late {
            event_loop.wake_run();
        }
        id
    }

    /// `task.remove_done_callback()`: true if it was removed. Once the task is done it is too late.
    pub fn remove_done_callback(&self, id: CallbackId) -> bool {
        let mut state = lock(&self.shared.state);
        let pending = state.end.is_none();
        let place = state.callbacks.iter().position(|callback| pending && callback.0 == id);
        let removed = place.map(|place| state.callbacks.remove(place));
        drop(state);
        removed.is_some()
    }
}

impl Shared {
    /// Runs the callbacks in order, also those that are added meanwhile. Then the task is off the
    /// list, and its waiters go on.
    ///
    /// No two threads are here for one task: first its coroutine's is, when it has ended. Later `run`
    /// is, for callbacks that were added when the task was off the list.
    pub(crate) fn run_callbacks(self: Arc<Self>) {
        let event_loop = self.event_loop.clone();
        let mut state = lock(&self.state);
        while !state.callbacks.is_empty() {
            let callbacks = mem::take(&mut state.callbacks);
            drop(state);
            for (_, callback) in callbacks {
                // asyncio logs what a callback raises and goes on; here the panic hook has told.
                discard(enter(Current::CallbackOf(self.clone()), || callback(&self)));
            }
            state = lock(&self.state);
        }
        let (waiters, place) = (state.called_back.set(), state.place);
        event_loop.remove(place);
        drop(state);
        wake(waiters);
        // This may be the last handle, which drops the value, or reports a panic: `run` waits for it.
        drop(self);
        event_loop.let_go(place);
    }
}
