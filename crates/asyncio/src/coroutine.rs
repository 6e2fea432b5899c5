//! `create_task` makes a coroutine, and the runtime polls it.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use crate::current::{Current, OUTSIDE, current_loop, enter};
use crate::error::{Payload, TaskError, discard, message, report};
use crate::flag::lock;
use crate::state::{Coroutine, EventLoop, Shared, Task, Value};

/// `asyncio.create_task()`: runs `future` as a task of this loop. A done callback can call it as well.
///
/// The task may start on another thread, and even finish, before this returns; asyncio's starts
/// when its creator next suspends. Dropping the handle cancels nothing. In a closed loop (see
/// [`run`](crate::run)) the task is cancelled from the start, and `future` is dropped unpolled, before
/// this returns.
///
/// The task's value must be `Sync`, because several threads may clone it at the same time. A `Cell` is
/// not; an `Arc<Mutex<_>>` is.
///
/// If a task polls another executor, such as smol's `LocalExecutor`, code on that executor sees the
/// polling task as the current one.
///
/// # Panics
/// Outside tasks and done callbacks, where asyncio raises `RuntimeError`: for example in a thread or task
/// that `create_task` did not start. Also if the `spawn` of [`run`](crate::run) panics; if the panic drops
/// the task, the loop closes.
///
/// ```
/// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
/// let task = asyncio::create_task(async { 42 });
/// assert_eq!(task.await, Ok(42));
/// # }));
/// ```
#[track_caller]
pub fn create_task<T: Send + Sync + 'static>(
    future: impl Future<Output = T> + Send + 'static,
) -> Task<T> {
    current_loop().expect(OUTSIDE).create_task(None, future)
}

/// `asyncio.create_task(coro, name=…)`: like [`create_task`], with a name that is set before the
/// task starts.
///
/// # Panics
/// Like [`create_task`].
///
/// ```
/// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
/// use asyncio::{create_named_task, current_task};
///
/// let task = create_named_task("work", async { current_task().unwrap().name() });
/// assert_eq!(task.await.unwrap(), "work");
/// # }));
/// ```
#[track_caller]
pub fn create_named_task<T: Send + Sync + 'static>(
    name: impl Into<String>,
    future: impl Future<Output = T> + Send + 'static,
) -> Task<T> {
    current_loop().expect(OUTSIDE).create_task(Some(name.into().into_boxed_str()), future)
}

impl EventLoop {
    #[track_caller]
    pub(crate) fn create_task<T: Send + Sync + 'static>(
        self: &Arc<Self>,
        name: Option<Box<str>>,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Task<T> {
        let (task, spawn) = self.register(name);
        #[cfg(feature = "record")]
        let future = crate::record::future(&task, future);
        let coroutine = Coroutine { running: Some((task.clone(), Box::pin(future))) };
        match spawn {
            Some(spawn) => spawn(coroutine),
            None => drop(coroutine), // which cancels the task
        }
        Task::new(task)
    }
}

impl Future for Coroutine {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let (task, future) = self.running.as_mut().expect("`Coroutine` polled after completion");
        let (is_cancelled, _previous) = task.start_poll(cx.waker().clone());
        if is_cancelled {
            self.end(Err(TaskError::Cancelled));
            return Poll::Ready(());
        }
        let result = match enter(Current::Task(task.clone()), || future.as_mut().poll_erased(cx)) {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(value)) => Ok(value),
            Err(panic) => Err(task.panicked(panic)),
        };
        self.end(result);
        Poll::Ready(())
    }
}

impl Coroutine {
    /// Ends the task: drops the future, stores the result, then runs the callbacks.
    fn end(&mut self, mut result: Result<Value, TaskError>) {
        let Some((task, future)) = self.running.take() else { return };
        match enter(Current::Task(task.clone()), || drop(future)) {
            // As in asyncio, a failure during cancellation replaces the cancellation.
            Err(panic) if matches!(result, Err(TaskError::Cancelled)) => {
                result = Err(task.panicked(panic));
            }
            dropped => discard(dropped),
        }
        discard(enter(Current::Task(task.clone()), || task.store_result(result)));
        record!(done(&task));
        if task.is_main() {
            task.event_loop.close(); // before main's callbacks: what they create is cancelled
        }
        task.run_callbacks();
    }
}

impl Drop for Coroutine {
    /// A runtime drops an unfinished coroutine when it shuts down, or if `spawn` does not detach it.
    fn drop(&mut self) {
        let Some((task, _)) = &self.running else { return };
        let was_open = task.event_loop.close();
        if was_open && !lock(&task.state).started {
            let why = "`spawn` does not detach it, or the runtime has shut down";
            report(&format!("{} was dropped unpolled: {why}", task.name()));
        }
        self.end(Err(TaskError::Cancelled));
    }
}

impl Shared {
    /// Keeps the waker for a later `cancel`. Returns whether a cancellation was requested before this poll, and
    /// the previous waker, to be dropped after the lock is released.
    fn start_poll(&self, waker: Waker) -> (bool, Option<Waker>) {
        let mut state = lock(&self.state);
        state.started = true;
        (state.cancel_requested, state.waker.replace(waker))
    }

    /// Stores the result. As in CPython, a cancellation that was requested before the coroutine returned
    /// still takes effect.
    fn store_result(&self, result: Result<Value, TaskError>) {
        let mut state = lock(&self.state);
        let (result, _unused) = match result {
            Ok(value) if state.cancel_requested => (Err(TaskError::Cancelled), Some(value)),
            result => (result, None),
        };
        let _ = self.result.set(result); // cannot fail: a coroutine ends once
        let _waker = state.waker.take();
        drop(state); // before `_waker` and `_unused`, whose destructors are user code
    }

    /// Turns a panic's payload into the task's error. Main's payload is kept for `run`, which panics with
    /// it again.
    fn panicked(&self, payload: Payload) -> TaskError {
        let error = TaskError::Panicked(message(&payload).to_string());
        if self.is_main() {
            lock(&self.event_loop.state).main_panic = Some(payload);
        } else {
            discard(Err(payload));
        }
        error
    }
}
