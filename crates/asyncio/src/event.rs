//! A flag that tasks wait for.

use std::collections::BTreeMap;
use std::collections::btree_map::IntoValues;
use std::future::poll_fn;
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use crate::error::{catch, discard};
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
    flag: Mutex<Flag>,
}

/// What is locked in an event. Each task has one as well, for those who await it.
///
/// Wakers are the runtime's code: they are cloned, woken and dropped while nothing is locked.
#[derive(Debug, Default)]
pub(crate) struct Flag {
    pub(crate) is_set: bool,
    /// The number of the latest waiter.
    last_waiter: u64,
    /// Those who wait, in the order in which they came.
    waiters: BTreeMap<u64, Waker>,
}

impl Event {
    /// `asyncio.Event()`, not set. It is `const`, so that an event can be a `static`.
    #[must_use]
    pub const fn new() -> Self {
        let flag = Flag { is_set: false, last_waiter: 0, waiters: BTreeMap::new() };
        Event { flag: Mutex::new(flag) }
    }

    /// `event.set()`: sets the event and wakes all who wait. A callback can call it.
    pub fn set(&self) {
        record::event("event set", self);
        let waiters = lock(&self.flag).set();
        wake(waiters);
    }

    /// `event.clear()`: whoever waits from now on waits for the next [`set`](Event::set).
    pub fn clear(&self) {
        lock(&self.flag).is_set = false;
    }

    /// `event.is_set()`.
    pub fn is_set(&self) -> bool {
        lock(&self.flag).is_set
    }

    /// `await event.wait()`: returns when the event is set, at once if it is set already. (asyncio's
    /// returns `True`, always.)
    ///
    /// It returns also when a `clear` comes right after the `set`. Dropping the wait ends it, and
    /// nobody else notices.
    pub async fn wait(&self) {
        let mut wait = Wait { event: self, waiter: None };
        poll_fn(|cx| {
            let mut waker = Some(cx.waker().clone());
            let poll = lock(&self.flag).poll(&mut wait.waiter, &mut waker);
            record::waits(self, poll)
        })
        .await;
    }
}

/// Ends a wait that is dropped.
struct Wait<'a> {
    event: &'a Event,
    waiter: Option<u64>,
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        let stop = |number| lock(&self.event.flag).stop_waiting(number);
        drop(self.waiter.and_then(stop));
    }
}

impl Flag {
    /// The caller wakes them, when nothing is locked.
    pub(crate) fn set(&mut self) -> IntoValues<u64, Waker> {
        self.is_set = true;
        mem::take(&mut self.waiters).into_values()
    }

    /// `waiter` is its number, `None` before it waits and afterwards. In `waker` is its waker, and
    /// then one that is not needed (any more), which the caller drops when nothing is locked.
    pub(crate) fn poll(&mut self, waiter: &mut Option<u64>, waker: &mut Option<Waker>) -> Poll<()> {
        let is_over = match *waiter {
            None => self.is_set,
            // Was it woken? It does not matter whether the flag has been cleared since.
            Some(number) => !self.waiters.contains_key(&number),
        };
        if is_over {
            *waiter = None;
            return Poll::Ready(());
        }
        let number = *waiter.get_or_insert_with(|| {
            self.last_waiter += 1;
            self.last_waiter
        });
        *waker = waker.take().and_then(|waker| self.waiters.insert(number, waker));
        Poll::Pending
    }

    pub(crate) fn stop_waiting(&mut self, waiter: u64) -> Option<Waker> {
        self.waiters.remove(&waiter)
    }
}

/// If a waker panics, the next is woken all the same.
pub(crate) fn wake(wakers: impl IntoIterator<Item = Waker>) {
    for waker in wakers {
        discard(catch(|| waker.wake()));
    }
}

/// A panic under one of our locks leaves nothing half done, so a poisoned one is as good as any.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
