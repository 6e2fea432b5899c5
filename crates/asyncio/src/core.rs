//! What all handles of a task share.

use std::any::Any;
use std::collections::VecDeque;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use crate::callbacks::{Callback, CallbackId};
use crate::error::{message, report};
use crate::event_loop::EventLoop;

pub(crate) struct Core {
    pub(crate) event_loop: Arc<EventLoop>,
    /// Counted from 1 in each loop, for the default name.
    pub(crate) number: usize,
    /// False if the loop was closed when the task was created.
    pub(crate) admitted: bool,
    pub(crate) state: Mutex<State>,
    /// Wakes those who await the task.
    pub(crate) left: event_listener::Event,
}

/// While it is locked, no code runs that is not ours and might lock it, too: no callback, no waker,
/// no destructor (but `T::clone`). The loop may be locked inside, never the other way round.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) name: Option<String>,
    pub(crate) callbacks: VecDeque<(CallbackId, Callback)>,
    pub(crate) cancel_requested: bool,
    /// Wakes the coroutine, so that it sees `cancel_requested`.
    pub(crate) waker: Option<Waker>,
    /// `None` while the task is pending.
    pub(crate) end: Option<End>,
    /// Somebody has asked how the task ended.
    pub(crate) asked: bool,
    pub(crate) has_left: bool,
}

/// How a coroutine ended: `std::thread::Result`, and one way more.
pub(crate) enum End {
    Returned(Value),
    Cancelled,
    Panicked(Value),
}

/// What a coroutine returned or a panic threw. Only `Task<T>` knows the type.
pub(crate) type Value = Box<dyn Any + Send>;

impl Core {
    pub(crate) fn name(&self) -> String {
        let name = lock(&self.state).name.clone();
        name.unwrap_or_else(|| format!("Task-{}", self.number))
    }

    /// Asked before each step of the coroutine. If it is false, `cancel` will use the waker.
    pub(crate) fn cancel_requested(&self, waker: &Waker) -> bool {
        let mut state = lock(&self.state);
        let previous = state.waker.replace(waker.clone());
        let requested = state.cancel_requested;
        drop(state);
        drop(previous);
        requested
    }

    /// As in CPython, the end of a coroutine is one more point where a cancellation takes effect.
    pub(crate) fn finish(&self, end: End) {
        let mut state = lock(&self.state);
        let (end, unused) = match end {
            End::Returned(value) if state.cancel_requested => (End::Cancelled, Some(value)),
            end => (end, None),
        };
        state.end = Some(end);
        let waker = state.waker.take();
        drop(state);
        drop((waker, unused));
    }

    /// For `run`, which returns main's own value, or resumes its own panic.
    pub(crate) fn take_end(&self) -> End {
        let mut state = lock(&self.state);
        state.asked = true;
        match state.end.as_mut().expect("the task is done") {
            End::Returned(value) => End::Returned(mem::replace(value, Box::new(()))),
            End::Cancelled => End::Cancelled,
            End::Panicked(panic) => {
                let copy = Box::new(message(panic));
                End::Panicked(mem::replace(panic, copy))
            }
        }
    }
}

impl Drop for Core {
    /// The last handle is dropped. asyncio says "Task exception was never retrieved".
    fn drop(&mut self) {
        let name = self.name();
        let state = lock(&self.state);
        if let (Some(End::Panicked(panic)), false) = (&state.end, state.asked) {
            report(&format!("{name} panicked, and nobody asked: {}", message(panic)));
        }
    }
}

/// A panic under one of our locks leaves nothing half done, so a poisoned one is as good as any.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
