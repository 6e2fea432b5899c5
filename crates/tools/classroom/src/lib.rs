//! Finds the programs of this workspace, runs them, and compares them.
//!
//! `main.rs` has the commands that the justfile calls; the tests of other packages use [`output`].

pub mod compare;
pub mod copy;
pub mod exercises;
pub mod fail;
pub mod kit;
pub mod mistakes;
pub mod outcome;
pub mod output;
pub mod programs;
pub mod python;
pub mod run;
