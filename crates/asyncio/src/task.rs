//! A task's handle.
//!
//! A task is *pending* until its coroutine has ended; then it is *done*, and its callbacks run. When
//! the last has returned, `all_tasks()` drops the task, and its waiters go on. Otherwise main could look
//! after the end of `work`, before its callback has created `more_work`, see no task, and leave.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use crate::current::is_current;
use crate::error::{TaskError, message};
use crate::event::{lock, wake};
use crate::record;
use crate::shared::{End, Shared, Value};

/// `asyncio.Task`: a handle of a coroutine that runs by itself.
///
/// `task.await` waits until the task is done and its callbacks have returned, and gives a clone of
/// its value, since each clone of the handle can wait. Handles of one task are equal, and in one loop
/// older tasks come first. Dropping a handle or a wait cancels nothing. Cancelling a task that waits does not
/// cancel what it waits for; in asyncio it does.
///
/// The value is cloned while the task is locked, since it need not be `Sync`. So its `clone` must not
/// use the task. A task that awaits itself panics.
pub struct Task<T> {
    pub(crate) shared: Arc<Shared>,
    /// Its number while this handle waits. A clone waits for itself.
    waiter: Option<u64>,
    /// `fn() -> T`, so that a handle is `Send` and `Sync` whatever `T` is.
    marker: PhantomData<fn() -> T>,
}

/// A task of any type: what asyncio's `all_tasks()` and `current_task()` give. It has all of a [`Task`]
/// but `result()`, and awaiting it gives `Result<(), TaskError>`.
pub type AnyTask = Task<AnyValue>;

/// Stands for a type that an [`AnyTask`] does not know.
#[derive(Debug)]
pub enum AnyValue {}

impl<T> Task<T> {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Task { shared, waiter: None, marker: PhantomData }
    }

    /// `task.get_name()`: unless it was set, `Task-1` for the first task of a [`run`](crate::run),
    /// which is main, `Task-2` for the next, and so on.
    pub fn name(&self) -> String {
        self.shared.name()
    }

    /// `task.set_name()`.
    pub fn set_name(&self, name: impl Into<String>) {
        let name = name.into().into_boxed_str();
        lock(&self.shared.state).name = Some(name);
        record::task("named", &self.shared);
    }

    /// `task.cancel()`: requests that the task ends at its next suspension point, where first its
    /// destructors run, then its callbacks. False if it is done; then nothing changes.
    ///
    /// A coroutine of asyncio can catch its cancellation, a Rust future cannot.
    pub fn cancel(&self) -> bool {
        let mut state = lock(&self.shared.state);
        if state.end.is_some() {
            return false;
        }
        state.cancel_requested = true;
        let waker = state.waker.take();
        drop(state);
        record::task("cancel requested", &self.shared);
        wake(waker);
        true
    }

    /// `task.cancelled()`.
    pub fn cancelled(&self) -> bool {
        matches!(lock(&self.shared.state).end, Some(End::Cancelled))
    }

    /// `task.done()`: whether the task has returned, was cancelled, or panicked.
    pub fn done(&self) -> bool {
        lock(&self.shared.state).end.is_some()
    }

    /// `task.exception()`: `None` if the task has returned. An `Err` that it returned is a value
    /// like any other.
    ///
    /// # Panics
    /// While the task is pending, where asyncio raises `InvalidStateError`.
    #[track_caller]
    pub fn exception(&self) -> Option<TaskError> {
        self.retrieve(|_| ()).err()
    }

    #[track_caller]
    fn retrieve<R>(&self, read: impl FnOnce(&Value) -> R) -> Result<R, TaskError> {
        let mut guard = lock(&self.shared.state);
        let state = &mut *guard;
        let Some(end) = &state.end else {
            drop(guard); // the panic hook may ask for the task's name
            panic!("the task is pending: it has no result and no exception");
        };
        state.retrieved = true;
        match end {
            End::Returned(value) => Ok(read(value)),
            End::Cancelled => Err(TaskError::Cancelled),
            End::Panicked(panic) => Err(TaskError::Panicked(message(panic))),
        }
    }

    fn poll_called_back(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let is_current = is_current(&self.shared);
        assert!(!is_current, "a task cannot await itself; all_tasks() has the current one, too");
        let mut waker = Some(cx.waker().clone());
        let poll = lock(&self.shared.state).called_back.poll(&mut self.waiter, &mut waker);
        record::awaits(&self.shared, poll)
    }
}

impl<T: Clone + Send + 'static> Task<T> {
    /// `task.result()`: a clone of the task's value. The task is locked while it is cloned.
    ///
    /// # Errors
    /// If the task was cancelled or panicked.
    ///
    /// # Panics
    /// While the task is pending, where asyncio raises `InvalidStateError`.
    #[track_caller]
    pub fn result(&self) -> Result<T, TaskError> {
        self.retrieve(|value| value.downcast_ref::<T>().expect("a T").clone())
    }
}

impl<T: Clone + Send + 'static> Future for Task<T> {
    type Output = Result<T, TaskError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_called_back(cx).map(|()| self.result())
    }
}

/// Apart from the one above, since an [`AnyValue`] cannot be cloned.
impl Future for AnyTask {
    type Output = Result<(), TaskError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_called_back(cx).map(|()| self.retrieve(|_| ()))
    }
}

impl<T: Send + 'static> From<&Task<T>> for AnyTask {
    fn from(task: &Task<T>) -> Self {
        Task::new(task.shared.clone())
    }
}

impl<T> Clone for Task<T> {
    fn clone(&self) -> Self {
        Task::new(self.shared.clone())
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        let stop = |number| lock(&self.shared.state).called_back.stop_waiting(number);
        drop(self.waiter.and_then(stop));
    }
}

impl<T> PartialEq for Task<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<T> Eq for Task<T> {}

impl<T> Ord for Task<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |task: &Self| (Arc::as_ptr(&task.shared.event_loop), task.shared.number);
        key(self).cmp(&key(other))
    }
}

impl<T> PartialOrd for Task<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> fmt::Debug for Task<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<Task name='{}' done={}>", self.name(), self.done())
    }
}
