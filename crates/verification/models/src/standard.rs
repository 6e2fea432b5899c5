//! What the copy of `crates/asyncio` uses in place of the standard library.

use std::cell::Cell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::Ordering::{Acquire, Release, SeqCst};
use std::sync::{LockResult, PoisonError};
use std::task::Waker;

use loom::sync::atomic::{AtomicBool, AtomicUsize};

/// `std::sync`, with loom's locks. `Arc` and `atomic` are the standard library's: nothing here depends on
/// the order in which handles are counted, the numbers of callbacks only have to differ, and a task's
/// place in the list changes only under the loop's lock.
pub(crate) mod sync {
    pub(crate) use super::{Mutex, MutexGuard, OnceLock};
    pub(crate) use std::sync::{Arc, PoisonError, atomic, mpsc};
}

loom::thread_local! {
    static HELD: Cell<usize> = Cell::new(0);
}

loom::lazy_static! {
    static ref UNDER_A_LOCK: AtomicUsize = AtomicUsize::new(0);
}

/// Stands for any user code: callbacks, wakers, destructors. It does not panic, because
/// `crates/asyncio` catches their panics.
pub fn user_code() {
    if HELD.with(Cell::get) > 0 {
        UNDER_A_LOCK.fetch_add(1, SeqCst);
    }
}

/// Whether user code has run while its thread held a lock of `crates/asyncio`: guarantee 3.
pub fn has_run_user_code_under_a_lock() -> bool {
    UNDER_A_LOCK.load(SeqCst) > 0
}

/// `waker.clone()`. No test can make a waker whose clone does more: that takes unsafe code.
pub(crate) fn clone(waker: &Waker) -> Waker {
    user_code();
    waker.clone()
}

/// loom's `Mutex`. It counts how many a thread holds.
#[derive(Debug, Default)]
pub(crate) struct Mutex<T>(loom::sync::Mutex<T>);

impl<T> Mutex<T> {
    pub(crate) fn new(value: T) -> Self {
        Mutex(loom::sync::Mutex::new(value))
    }

    pub(crate) fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        HELD.with(|held| held.set(held.get() + 1));
        Ok(MutexGuard(guard))
    }
}

pub(crate) struct MutexGuard<'a, T>(loom::sync::MutexGuard<'a, T>);

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        HELD.with(|held| held.set(held.get() - 1));
    }
}

/// `std::sync::OnceLock`. loom sees when it is set and read.
pub(crate) struct OnceLock<T> {
    is_set: AtomicBool,
    value: std::sync::OnceLock<T>,
}

impl<T> OnceLock<T> {
    pub(crate) fn new() -> Self {
        OnceLock { is_set: AtomicBool::new(false), value: std::sync::OnceLock::new() }
    }

    pub(crate) fn get(&self) -> Option<&T> {
        if self.is_set.load(Acquire) { self.value.get() } else { None }
    }

    pub(crate) fn set(&self, value: T) -> Result<(), T> {
        let result = self.value.set(value);
        self.is_set.store(true, Release);
        result
    }

    pub(crate) fn take(&mut self) -> Option<T> {
        self.value.take()
    }
}
