//! What the pages of the book in `docs` are made of.
//!
//! A line `{{programs stage2}}` stands for something that is tested elsewhere, so that nothing is pasted.

#![allow(clippy::missing_errors_doc, reason = "only this workspace uses it")]

pub mod check;
pub mod expand;
pub mod pictures;
