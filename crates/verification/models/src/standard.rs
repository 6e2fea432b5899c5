//! What the copy of `crates/asyncio` uses in place of the standard library.

/// `std::sync`, with loom's locks. `Arc` and `atomic` are the standard library's: nothing here depends on
/// the order in which handles are counted, and the numbers of callbacks only have to differ.
pub(crate) mod sync {
    pub(crate) use loom::sync::{Mutex, MutexGuard};
    pub(crate) use std::sync::{Arc, PoisonError, atomic};
}
