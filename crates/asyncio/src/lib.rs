#![doc = include_str!("../README.md")]
#![warn(clippy::missing_errors_doc, clippy::missing_panics_doc)]

mod callbacks;
mod coroutine;
mod current;
mod error;
mod event;
mod event_loop;
mod record;
mod shared;
mod task;

pub use callbacks::CallbackId;
pub use coroutine::Coroutine;
pub use current::{all_tasks, create_task, current_task};
pub use error::TaskError;
pub use event::Event;
pub use event_loop::run;
pub use task::{AnyTask, AnyValue, Task};
