//! How a task fails.

use std::fmt;
use std::io::{self, Write};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::shared::Value;

/// Why a task has no value: what `await task` raises in asyncio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskError {
    /// The task was cancelled: asyncio's `CancelledError`.
    Cancelled,
    /// The task panicked with this message, where a coroutine of asyncio raises an exception.
    Panicked(String),
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TaskError::Cancelled => write!(f, "cancelled"),
            TaskError::Panicked(message) => write!(f, "panicked: {message}"),
        }
    }
}

impl std::error::Error for TaskError {}

/// A panic's message; for anything else that was thrown, what the panic hook shows.
pub(crate) fn message(panic: &Value) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "Box<dyn Any>".to_string())
}

/// Catches a panic, which the panic hook has printed.
pub(crate) fn catch<R>(code: impl FnOnce() -> R) -> Result<R, Value> {
    catch_unwind(AssertUnwindSafe(code))
}

/// Ignores a panic. It is a value that may have a destructor, which may panic, too.
pub(crate) fn discard(result: Result<(), Value>) {
    let _ = catch(|| drop(result)).map_err(mem::forget);
}

/// Says on stderr what nobody else would, in one piece, since another thread may be panicking.
/// (`eprintln!` would itself panic if stderr were closed.)
pub(crate) fn report(line: &str) {
    let _ = io::stderr().write_all(format!("asyncio: {line}\n").as_bytes());
}
