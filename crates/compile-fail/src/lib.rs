//! Checks the mistakes of `crates/mistakes`, and stage 1: that their files are complete, that rustc
//! refuses them as recorded or they go wrong as recorded, and that the repairs do not.

pub mod compiler;
pub mod files;
pub mod programs;
pub mod table;
