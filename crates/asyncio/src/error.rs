//! How a task fails, and how its panics are caught.

use std::any::Any;
use std::fmt;
use std::io::{self, Write};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why a task has no value: what `await task` raises in asyncio.
///
/// ```
/// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
/// use asyncio::{Task, TaskError, create_task};
///
/// let task: Task<()> = create_task(async { panic!("no such file") });
/// let error = task.await.unwrap_err();
/// assert_eq!(error, TaskError::Panicked("no such file".to_string()));
/// assert_eq!(error.to_string(), "panicked: no such file");
/// # }));
/// ```
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

/// A panic's payload: usually its message.
pub(crate) type Payload = Box<dyn Any + Send>;

/// Returns a panic's message; for other payloads, the text that the panic hook prints.
pub(crate) fn message(payload: &Payload) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("Box<dyn Any>")
}

/// Calls the user's code and catches its panic, which the panic hook has printed already.
pub(crate) fn catch<R>(code: impl FnOnce() -> R) -> Result<R, Payload> {
    catch_unwind(AssertUnwindSafe(code))
}

/// Ignores a panic. A payload whose destructor panics as well is leaked.
pub(crate) fn discard(result: Result<(), Payload>) {
    let _ = catch(|| drop(result)).map_err(mem::forget);
}

/// Writes one line to stderr in a single write, so that panic messages do not interleave. Unlike
/// `eprintln!`, it never panics.
pub(crate) fn report(line: &str) {
    let _ = io::stderr().write_all(format!("asyncio: {line}\n").as_bytes());
}
