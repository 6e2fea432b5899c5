//! Which task runs on this thread.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::sync::Arc;

use crate::error::{Payload, catch};
use crate::state::{AnyTask, EventLoop, Shared, Task};

/// Whose code runs on this thread.
#[derive(Clone)]
pub(crate) enum Current {
    Task(Arc<Shared>),
    Callback(Arc<Shared>),
    /// The destructor of a task's value. The task is gone.
    Destructor(Arc<EventLoop>),
}

thread_local! {
    /// Never dropped, because a runtime may drop tasks in the destructor of another thread-local.
    static CURRENT: ManuallyDrop<RefCell<Option<Current>>> =
        const { ManuallyDrop::new(RefCell::new(None)) };
}

/// Calls the code of a task or a callback, and catches its panic.
pub(crate) fn enter<R>(inner: Current, code: impl FnOnce() -> R) -> Result<R, Payload> {
    let outer = CURRENT.with(|current| current.replace(Some(inner)));
    let result = catch(code);
    let _inner = CURRENT.with(|current| current.replace(outer));
    result
}

fn current() -> Option<Current> {
    CURRENT.with(|current| current.borrow().clone())
}

/// Returns the loop whose code runs on this thread.
pub(crate) fn current_loop() -> Option<Arc<EventLoop>> {
    match current()? {
        Current::Task(task) | Current::Callback(task) => Some(task.event_loop.clone()),
        Current::Destructor(event_loop) => Some(event_loop),
    }
}

/// `asyncio.current_task()`: the task that calls it; `None` in a done callback, as in
/// asyncio, and in the destructor of a finished task's value.
///
/// # Panics
/// Outside tasks and done callbacks, like [`create_task`](crate::create_task).
///
/// ```
/// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
/// assert_eq!(asyncio::current_task().unwrap().name(), "Task-1");
/// # }));
/// ```
#[track_caller]
pub fn current_task() -> Option<AnyTask> {
    match current().expect(OUTSIDE) {
        Current::Task(task) => Some(Task::new(task)),
        Current::Callback(_) | Current::Destructor(_) => None,
    }
}

pub(crate) const OUTSIDE: &str =
    "no running loop: only tasks and done callbacks of asyncio::run have one";

/// Whether this thread runs the task, or one of its callbacks.
pub(crate) fn runs_on_this_thread(task: &Arc<Shared>) -> bool {
    match current() {
        Some(Current::Task(current) | Current::Callback(current)) => Arc::ptr_eq(&current, task),
        Some(Current::Destructor(_)) | None => false,
    }
}
