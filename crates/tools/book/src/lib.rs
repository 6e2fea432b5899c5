//! What the pages of the book in `docs` are made of.
//!
//! A line `{{programs stage2}}` stands for something that is tested elsewhere, so that nothing is pasted.

pub mod check;
pub mod expand;
pub mod kit;
pub mod pictures;
