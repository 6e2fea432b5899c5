//! What runs on this thread, and what it can ask of its loop.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::mem::ManuallyDrop;
use std::ptr;
use std::sync::Arc;

use crate::error::{catch, discard};
use crate::event_loop::EventLoop;
use crate::shared::{Shared, Value};
use crate::task::{AnyTask, Task};

/// Whose code runs.
pub(crate) enum Current {
    Task(Arc<Shared>),
    CallbackOf(Arc<Shared>),
    /// A destructor of the value of a task that is gone.
    Neither(Arc<EventLoop>),
}

impl Current {
    fn event_loop(&self) -> &Arc<EventLoop> {
        match self {
            Current::Task(task) | Current::CallbackOf(task) => &task.event_loop,
            Current::Neither(event_loop) => event_loop,
        }
    }
}

thread_local! {
    /// Outlives the thread's destructors, since in one of them a runtime may drop its tasks.
    static CURRENT: ManuallyDrop<RefCell<Option<Current>>> =
        const { ManuallyDrop::new(RefCell::new(None)) };
}

/// Runs a part of a task, or a callback, and catches its panic.
pub(crate) fn enter<R>(inner: Current, code: impl FnOnce() -> R) -> Result<R, Value> {
    let outer = CURRENT.with(|current| current.replace(Some(inner)));
    let result = catch(code);
    let inner = CURRENT.with(|current| current.replace(outer));
    // With the last task of a loop `spawn` is dropped, which is foreign code, too.
    discard(catch(|| drop(inner)));
    result
}

pub(crate) fn is_current(shared: &Shared) -> bool {
    CURRENT.with(|current| {
        matches!(&*current.borrow(), Some(Current::Task(task)) if ptr::eq(&**task, shared))
    })
}

#[track_caller]
fn with_current<R>(read: impl FnOnce(&Current) -> R) -> R {
    let read = CURRENT.with(|current| current.borrow().as_ref().map(read));
    read.expect("no running loop: only tasks and done callbacks of asyncio::run have one")
}

/// `asyncio.create_task()`: runs `future` as a task of this loop. A done callback can call it, too.
///
/// The task may start on another thread, and even finish, before this returns; asyncio's starts
/// when its creator next suspends. Dropping the handle cancels nothing. In a closed loop (see
/// [`run`](crate::run)) the task is cancelled at once, and `future` is dropped unpolled, in this call:
/// a destructor that always creates the next such task has no end.
///
/// # Panics
/// Outside tasks and done callbacks, where asyncio raises `RuntimeError`; what the runtime itself
/// spawns is outside, and so is another thread. And if the closure that `run` was given panics, which
/// also closes the loop.
#[track_caller]
pub fn create_task<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> Task<T> {
    with_current(|current| current.event_loop().clone()).create_task(future)
}

/// `asyncio.all_tasks()`: the tasks of this loop, main included, that are not done or have
/// callbacks that have not returned, in the order in which they were created. (asyncio's have none, and
/// it leaves out a task as soon as it is done.)
///
/// # Panics
/// Outside tasks and done callbacks, like [`create_task`].
#[track_caller]
pub fn all_tasks() -> BTreeSet<AnyTask> {
    with_current(|current| current.event_loop().clone()).tasks()
}

/// `asyncio.current_task()`: the task that calls it; `None` in a done callback, as in asyncio.
///
/// # Panics
/// Outside tasks and done callbacks, like [`create_task`].
#[track_caller]
pub fn current_task() -> Option<AnyTask> {
    with_current(|current| match current {
        Current::Task(task) => Some(Task::new(task.clone())),
        Current::CallbackOf(_) | Current::Neither(_) => None,
    })
}
