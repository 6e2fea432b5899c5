//! What `just exercise` and its companions do.
//!
//! The exercises themselves are in `examples/exercises`; `judge` has a file for each, which says what is
//! right, and what is wrong with what is not.

pub mod answer;
pub mod check;
pub mod code;
pub mod hints;
pub mod judge;
pub mod mine;
