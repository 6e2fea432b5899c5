//! The port's own code, with the locks and thread-locals of [loom](https://docs.rs/loom), which runs
//! a model again and again, each time with another order in which its threads take turns.
//!
//! `tests/models` has the models. `build.rs` makes the copy of `crates/asyncio`.

mod standard;

include!(concat!(env!("OUT_DIR"), "/port.rs"));
