//! What the copy of the port uses in place of the standard library.

use std::cell::RefCell;
use std::collections;
use std::hash::{BuildHasherDefault, DefaultHasher};

use loom::thread::LocalKey;

/// `std::sync`, with loom's locks. An `Arc` is the standard library's: `&Arc<Self>` must be.
pub(crate) mod sync {
    pub(crate) use loom::sync::{Mutex, MutexGuard};
    pub(crate) use std::sync::{Arc, PoisonError, atomic};
}

/// Always iterates in the same order, since loom can only repeat what does.
pub type HashSet<T> = collections::HashSet<T, BuildHasherDefault<DefaultHasher>>;

/// The methods that a thread-local of the standard library has and loom's has not.
pub(crate) trait Methods<T> {
    fn with_borrow<R>(&'static self, read: impl FnOnce(&T) -> R) -> R;
    fn set(&'static self, value: T);
}

impl<T> Methods<T> for LocalKey<RefCell<T>> {
    fn with_borrow<R>(&'static self, read: impl FnOnce(&T) -> R) -> R {
        self.with(|value| read(&value.borrow()))
    }

    fn set(&'static self, value: T) {
        self.with(|old| old.replace(value));
    }
}
