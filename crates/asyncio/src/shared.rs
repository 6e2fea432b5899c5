//! What all handles of a task share.

use std::any::Any;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::mem::{self, ManuallyDrop};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Waker;

use smallvec::SmallVec;

use crate::callbacks::{Callback, CallbackId};
use crate::current::{Current, enter};
use crate::error::{discard, message, report};
use crate::event::{Flag, lock};
use crate::event_loop::EventLoop;

pub(crate) struct Shared {
    pub(crate) event_loop: Arc<EventLoop>,
    /// Counted from 1 in each loop, for the default name.
    pub(crate) number: usize,
    pub(crate) state: Mutex<State>,
}

/// Foreign code (callbacks, wakers, destructors) may use the task, so none runs while this is
/// locked. Only `T::clone` does. The loop may be locked inside, never the other way round.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) name: Option<Box<str>>,
    pub(crate) callbacks: SmallVec<[(CallbackId, Callback); 1]>,
    /// Set while the task is done and its callbacks have returned: those who await it wait for that.
    pub(crate) called_back: Flag,
    /// False if the loop was closed when the task was created.
    pub(crate) admitted: bool,
    /// Where the task is in its loop's list.
    pub(crate) place: usize,
    /// The coroutine was polled at least once.
    pub(crate) started: bool,
    pub(crate) cancel_requested: bool,
    /// Wakes the coroutine, so that it sees `cancel_requested`.
    pub(crate) waker: Option<Waker>,
    /// `None` while the task is pending.
    pub(crate) end: Option<End>,
    /// Somebody has asked how the task ended.
    pub(crate) retrieved: bool,
}

/// How a coroutine ended: `std::thread::Result`, and one way more.
pub(crate) enum End {
    Returned(Value),
    Cancelled,
    Panicked(Value),
}

/// What a coroutine returned or a panic threw. Only `Task<T>` knows the type.
pub(crate) type Value = Box<dyn Any + Send>;

impl Shared {
    pub(crate) fn name(&self) -> String {
        let name = lock(&self.state).name.clone();
        name.map_or_else(|| format!("Task-{}", self.number), String::from)
    }

    pub(crate) fn is_main(&self) -> bool {
        self.number == 1
    }

    /// Keeps the waker, so that a later `cancel` wakes the coroutine. True if one came earlier. The
    /// previous waker is for the caller to drop, when nothing is locked.
    pub(crate) fn before_step(&self, waker: Waker) -> (bool, Option<Waker>) {
        let mut state = lock(&self.state);
        state.started = true;
        (state.cancel_requested, state.waker.replace(waker))
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
        state.retrieved = true;
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

impl Drop for Shared {
    /// The last handle is dropped. asyncio says "Task exception was never retrieved".
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        let (end, retrieved) = (state.end.take(), state.retrieved);
        if let (Some(End::Panicked(panic)), false) = (&end, retrieved) {
            let (name, message) = (self.name(), message(panic));
            report(&format!("{name} panicked, and that was never retrieved: {message}"));
        }
        if let Some(end) = end {
            drop_in_turn(self.event_loop.clone(), end);
        }
    }
}

/// Drops a task's value, whose destructor may be foreign code, where nobody else may catch its panic.
///
/// A value may hold the last handle of another task, whose value holds the next. Dropped one inside
/// the other, a hundred thousand would overflow the stack. So the first drop on a thread makes a
/// queue, the drops inside it only add to that, and the first one empties it.
fn drop_in_turn(event_loop: Arc<EventLoop>, end: End) {
    type Queue = VecDeque<(Arc<EventLoop>, End)>;
    thread_local! {
        /// Outlives the thread's destructors, as `CURRENT` does.
        static QUEUE: ManuallyDrop<RefCell<Option<Queue>>> =
            const { ManuallyDrop::new(RefCell::new(None)) };
    }
    let mut next = Some((event_loop, end));
    QUEUE.with(|queue| match &mut *queue.borrow_mut() {
        Some(queue) => queue.extend(next.take()),
        no_queue => *no_queue = Some(Queue::new()),
    });
    if next.is_none() {
        return;
    }
    while let Some((event_loop, end)) = next {
        discard(enter(Current::Neither(event_loop), || drop(end)));
        next = QUEUE.with(|queue| queue.borrow_mut().as_mut()?.pop_front());
    }
    QUEUE.with(|queue| queue.take());
}
