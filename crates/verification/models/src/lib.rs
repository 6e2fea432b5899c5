//! A copy of `crates/asyncio` with the locks and thread-locals of [loom](https://docs.rs/loom), which
//! runs a model again and again, each time with a different interleaving of its threads.
//!
//! The models are in `tests/models`. `build.rs` makes the copy.

mod standard;

pub use standard::{has_run_user_code_under_a_lock, user_code};

include!(concat!(env!("OUT_DIR"), "/asyncio.rs"));
