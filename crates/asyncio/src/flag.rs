//! A flag and the tasks that wait for it: the core of an event, and of `task.await`.

use std::collections::BTreeMap;
use std::collections::btree_map::IntoValues;
use std::mem;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use crate::error::{catch, discard};

/// A flag and its waiters. Each event has one, and so has each task. Its owner locks it.
///
/// A waker may run arbitrary code, so no waker is cloned, woken or dropped while the lock is held.
#[derive(Default)]
pub(crate) struct Flag {
    pub(crate) is_set: bool,
    /// The current waiters, each under a number of its own.
    waiters: BTreeMap<u64, Waker>,
}

impl Flag {
    pub(crate) const fn new() -> Self {
        Flag { is_set: false, waiters: BTreeMap::new() }
    }

    /// Sets the flag and removes all waiters. The caller releases the lock, then wakes them.
    pub(crate) fn set(&mut self) -> IntoValues<u64, Waker> {
        self.is_set = true;
        mem::take(&mut self.waiters).into_values()
    }

    /// Polls one waiter. `number` is its number while it waits, `None` before and afterwards.
    ///
    /// A waiter knows that it was woken because it is no longer in the list, even if the flag was
    /// cleared immediately. Returns a waker that is no longer needed, to be dropped after the lock is
    /// released.
    pub(crate) fn poll(
        &mut self,
        number: &mut Option<u64>,
        waker: Waker,
    ) -> (Poll<()>, Option<Waker>) {
        let is_ready = match number {
            None => self.is_set,
            Some(number) => !self.waiters.contains_key(number),
        };
        if is_ready {
            *number = None;
            return (Poll::Ready(()), Some(waker));
        }
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = *number.get_or_insert_with(|| NEXT.fetch_add(1, Relaxed));
        (Poll::Pending, self.waiters.insert(number, waker))
    }

    /// Removes a waiter that no longer waits. Returns its waker, to be dropped after the lock is released.
    pub(crate) fn remove(&mut self, number: Option<u64>) -> Option<Waker> {
        self.waiters.remove(&number?)
    }
}

/// Wakes all of them. If a waker panics, the next one is still woken.
pub(crate) fn wake(wakers: impl IntoIterator<Item = Waker>) {
    for waker in wakers {
        discard(catch(|| waker.wake()));
    }
}

/// Locks a mutex. Ignores poisoning: no critical section here can panic half-way through an update.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
