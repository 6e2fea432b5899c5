//! Checks the mistakes of `examples/mistakes`, and stage 1: that their files are complete, that rustc
//! refuses them as recorded or they go wrong as recorded, and that the repairs do not.

pub mod compiler;
pub mod files;
pub mod running;
pub mod table;

/// What to do where something differs from what is recorded.
pub(crate) const ADVICE: &str = "If that is intended: just compile-fail --record";
