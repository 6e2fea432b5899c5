//! What a done callback costs, and how long a class waits. `just bench` measures it, and writes
//! `docs/speed.md`.
//!
//! [`contenders`] is what is compared, and [`jobs`] what they do. `bin/time.rs` and `bin/memory.rs` run
//! them; a sample counts only if as many tasks have run, and as many callbacks were called, as should
//! have been. `main.rs` starts these, pairs the samples, and makes the tables.

pub mod contenders;
pub mod floor;
pub mod jobs;
pub mod runtimes;
