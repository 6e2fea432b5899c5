//! Which task runs on this thread.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::sync::Arc;

use crate::error::{Payload, catch, discard};
use crate::state::{AnyTask, EventLoop, Shared, Task};

/// Whose code runs.
pub(crate) enum Current {
    Task(Arc<Shared>),
    Callback(Arc<Shared>),
    /// The destructor of the value of a task that is gone.
    Destructor(Arc<EventLoop>),
}

impl Current {
    fn event_loop(&self) -> &Arc<EventLoop> {
        match self {
            Current::Task(task) | Current::Callback(task) => &task.event_loop,
            Current::Destructor(event_loop) => event_loop,
        }
    }
}

thread_local! {
    /// Outlives the thread's destructors, because a runtime may drop its tasks in one of them.
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

/// Drops a handle. If it is the last one, the destructor of the task's value runs, which may create a
/// task.
pub(crate) fn drop_handle(task: Arc<Shared>) {
    if let Some(task) = Arc::into_inner(task) {
        discard(enter(Current::Destructor(task.event_loop.clone()), || drop(task)));
    }
}

fn read_current<R>(read: impl FnOnce(&Current) -> R) -> Option<R> {
    CURRENT.with(|current| current.borrow().as_ref().map(read))
}

/// Returns the loop whose code runs on this thread.
pub(crate) fn current_loop() -> Option<Arc<EventLoop>> {
    read_current(|current| current.event_loop().clone())
}

/// `asyncio.current_task()`: the task that calls it; `None` in a done callback, as in asyncio.
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
    let task = read_current(|current| match current {
        Current::Task(task) => Some(Task::new(task.clone())),
        Current::Callback(_) | Current::Destructor(_) => None,
    });
    task.expect(OUTSIDE)
}

pub(crate) const OUTSIDE: &str =
    "no running loop: only tasks and done callbacks of asyncio::run have one";

/// Whether this thread runs the task, or one of its callbacks.
pub(crate) fn is_current(task: &Arc<Shared>) -> bool {
    let is_same = read_current(|current| match current {
        Current::Task(current) | Current::Callback(current) => Arc::ptr_eq(current, task),
        Current::Destructor(_) => false,
    });
    is_same == Some(true)
}
