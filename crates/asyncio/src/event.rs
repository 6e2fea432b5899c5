//! A flag that tasks wait for.

use std::collections::BTreeMap;
use std::collections::btree_map::IntoValues;
use std::future::poll_fn;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::error::discard;
use crate::record;

/// `asyncio.Event`: a flag that tasks wait for, and that a task or a callback sets.
///
/// Unlike asyncio's, it can be used from any thread, and without a [`run`](crate::run).
///
/// ```
/// static EVENT: asyncio::Event = asyncio::Event::new();
///
/// EVENT.set();
/// smol::block_on(EVENT.wait()); // returns at once: nothing has cleared the event
/// ```
#[derive(Debug, Default)]
pub struct Event {
    state: Mutex<State>,
}

/// Wakers are the runtime's code: they are cloned, woken and dropped while this is not locked.
#[derive(Debug, Default)]
struct State {
    is_set: bool,
    /// The number of the latest waiter.
    last_waiter: u64,
    /// Those who wait, in the order in which they came.
    waiters: BTreeMap<u64, Waker>,
}

impl Event {
    /// `asyncio.Event()`, not set. It is `const`, so that an event can be a `static`.
    #[must_use]
    pub const fn new() -> Self {
        let state = State { is_set: false, last_waiter: 0, waiters: BTreeMap::new() };
        Event { state: Mutex::new(state) }
    }

    /// `event.set()`: sets the event and wakes all who wait. A callback can call it.
    pub fn set(&self) {
        record::event("event set", self);
        wake(self.set_and_take_wakers());
    }

    /// `event.clear()`: whoever waits from now on waits for the next [`set`](Event::set).
    pub fn clear(&self) {
        lock(&self.state).is_set = false;
    }

    /// `event.is_set()`.
    pub fn is_set(&self) -> bool {
        lock(&self.state).is_set
    }

    /// `await event.wait()`: returns when the event is set, at once if it is set already. (asyncio's
    /// returns `True`, always.)
    ///
    /// It returns also when a `clear` comes right after the `set`. Dropping the wait ends it, and
    /// nobody else notices.
    pub async fn wait(&self) {
        let mut wait = Wait { event: self, waiter: None };
        poll_fn(|cx| record::waits(self, self.poll_wait(&mut wait.waiter, cx))).await;
    }
}

/// Ends a wait that is dropped.
struct Wait<'a> {
    event: &'a Event,
    waiter: Option<u64>,
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        self.event.stop_waiting(self.waiter);
    }
}

/// What `set` and `wait` are made of. A task has an event for those who await it, and its handle uses
/// these: it cannot hold a `Wait`, which would borrow from the handle itself.
impl Event {
    /// The caller wakes them, when nothing is locked.
    pub(crate) fn set_and_take_wakers(&self) -> IntoValues<u64, Waker> {
        let mut state = lock(&self.state);
        state.is_set = true;
        mem::take(&mut state.waiters).into_values()
    }

    /// `waiter` is its number, `None` before it waits and afterwards.
    pub(crate) fn poll_wait(&self, waiter: &mut Option<u64>, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone(); // before the lock, and dropped after it
        let mut state = lock(&self.state);
        let is_over = match *waiter {
            None => state.is_set,
            // Was it woken? It does not matter whether the event has been cleared since.
            Some(number) => !state.waiters.contains_key(&number),
        };
        if is_over {
            *waiter = None;
            return Poll::Ready(());
        }
        let number = *waiter.get_or_insert_with(|| {
            state.last_waiter += 1;
            state.last_waiter
        });
        let previous = state.waiters.insert(number, waker);
        drop(state);
        drop(previous);
        Poll::Pending
    }

    pub(crate) fn stop_waiting(&self, waiter: Option<u64>) {
        let waker = waiter.and_then(|number| lock(&self.state).waiters.remove(&number));
        drop(waker);
    }
}

/// If a waker panics, the next is woken all the same.
pub(crate) fn wake(wakers: impl IntoIterator<Item = Waker>) {
    for waker in wakers {
        discard(catch_unwind(AssertUnwindSafe(|| waker.wake())));
    }
}

/// A panic under one of our locks leaves nothing half done, so a poisoned one is as good as any.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
