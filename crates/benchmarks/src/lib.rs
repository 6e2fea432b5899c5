//! What a done callback costs. `just bench` runs it all; see docs/speed.md.

pub mod contenders;
pub mod floor;
pub mod runtimes;
