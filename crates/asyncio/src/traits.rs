//! The traits of a handle: it can be awaited, cloned, compared and put into a set.

use std::cmp;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use crate::current::runs_on_this_thread;
use crate::error::TaskError;
use crate::flag::lock;
use crate::state::{AnyTask, Task};

impl<T: Clone + Send + Sync + 'static> Future for Task<T> {
    type Output = Result<T, TaskError>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_callbacks_done(cx).map(|()| self.result())
    }
}

/// Separate from the impl above, because an [`AnyValue`](crate::AnyValue) cannot be cloned.
impl Future for AnyTask {
    type Output = Result<(), TaskError>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_callbacks_done(cx).map(|()| self.exception().map_or(Ok(()), Err))
    }
}

impl<T> Task<T> {
    #[track_caller]
    fn poll_callbacks_done(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        assert!(!runs_on_this_thread(&self.shared), "{AWAITS_ITSELF}");
        let waker = cx.waker().clone();
        let (poll, _unused) = lock(&self.shared.state).callbacks_done.poll(&mut self.waiter, waker);
        record!(task_awaited(&self.shared, poll));
        poll
    }
}

const AWAITS_ITSELF: &str = "a task cannot await itself, and neither can its callbacks; \
    all_tasks() has the current task, too";

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        if self.waiter.is_some() {
            let _unused = lock(&self.shared.state).callbacks_done.remove(self.waiter);
        }
    }
}

impl<T> From<&Task<T>> for AnyTask {
    fn from(task: &Task<T>) -> Self {
        Task::new(task.shared.clone())
    }
}

impl<T> Clone for Task<T> {
    fn clone(&self) -> Self {
        Task::new(self.shared.clone())
    }
}

impl<T> PartialEq for Task<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<T> Eq for Task<T> {}

impl<T> Hash for Task<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.shared).hash(state);
    }
}

impl<T> Ord for Task<T> {
    fn cmp(&self, other: &Self) -> cmp::Ordering {
        let key = |task: &Self| (Arc::as_ptr(&task.shared.event_loop), task.shared.number);
        key(self).cmp(&key(other))
    }
}

impl<T> PartialOrd for Task<T> {
    fn partial_cmp(&self, other: &Self) -> Option<cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> fmt::Debug for Task<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<Task name='{}' done={}>", self.name(), self.done())
    }
}
