#![doc = include_str!("../README.md")]
#![warn(clippy::missing_errors_doc, clippy::missing_panics_doc)]

/// Calls a function of `record`. Without the feature `record` it vanishes.
macro_rules! record {
    ($($call:tt)*) => {
        #[cfg(feature = "record")]
        crate::record::$($call)*;
    };
}

mod callbacks;
mod coroutine;
mod current;
mod error;
mod event;
mod event_loop;
mod flag;
#[cfg(feature = "record")]
mod record;
mod run;
mod state;
mod task;
mod traits;

pub use coroutine::{create_named_task, create_task};
pub use current::current_task;
pub use error::TaskError;
pub use event::Event;
pub use event_loop::all_tasks;
pub use run::run;
pub use state::{AnyTask, AnyValue, CallbackId, Coroutine, Task};
