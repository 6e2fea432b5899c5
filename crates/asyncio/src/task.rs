//! What a handle can do.
//!
//! A task is *pending* until its coroutine has ended; then it is *done*, and its callbacks run. When
//! the last one has returned, the task leaves `all_tasks()` and its waiters continue. If it left
//! earlier, main could look between the end of `work` and the creation of `more_work`, see no task,
//! and return.

use std::sync::atomic::Ordering::Relaxed;

use crate::error::{TaskError, catch, discard, report};
use crate::flag::{lock, wake};
use crate::state::{Shared, Task, Value};

impl<T> Task<T> {
    /// `task.get_name()`: the name that the task was given. Otherwise `Task-1` for main, `Task-2` for
    /// the next task of the same [`run`](crate::run), and so on.
    ///
    /// ```
    /// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
    /// assert_eq!(asyncio::create_task(async {}).name(), "Task-2");
    /// # }));
    /// ```
    pub fn name(&self) -> String {
        self.shared.name()
    }

    /// `task.set_name()`. [`create_named_task`](crate::create_named_task) names a task from the start.
    ///
    /// ```
    /// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
    /// let task = asyncio::create_task(async {});
    /// task.set_name("work");
    /// assert_eq!(task.name(), "work");
    /// # }));
    /// ```
    pub fn set_name(&self, name: impl Into<String>) {
        let name = name.into().into_boxed_str();
        lock(&self.shared.state).name = Some(name);
        record!(task("named", &self.shared));
    }

    /// `task.done()`: whether the task has returned, panicked or been cancelled. Its callbacks may
    /// not have run yet.
    ///
    /// ```
    /// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
    /// let task = asyncio::create_task(async {});
    /// task.clone().await.unwrap();
    /// assert!(task.done());
    /// # }));
    /// ```
    pub fn done(&self) -> bool {
        self.shared.result.get().is_some()
    }

    /// `task.cancelled()`: whether the task ended because it was cancelled.
    ///
    /// ```
    /// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
    /// let task = asyncio::create_task(std::future::pending::<()>());
    /// task.cancel();
    /// assert!(task.clone().await.is_err());
    /// assert!(task.cancelled());
    /// # }));
    /// ```
    pub fn cancelled(&self) -> bool {
        matches!(self.shared.result.get(), Some(Err(TaskError::Cancelled)))
    }

    /// `task.cancel()`: requests that the task be cancelled at its next suspension point; returning counts
    /// as one. A task that has not started never starts. Its destructors run, then its callbacks. While
    /// its destructors run, `cancelled()` is still false; its callbacks see true. Returns false, and changes
    /// nothing, if the task is done.
    ///
    /// A coroutine of asyncio can catch its cancellation, a Rust future cannot.
    ///
    /// ```
    /// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
    /// use asyncio::TaskError;
    ///
    /// let task = asyncio::create_task(std::future::pending::<()>());
    /// assert!(task.cancel());
    /// assert_eq!(task.clone().await, Err(TaskError::Cancelled));
    /// assert!(!task.cancel());
    /// # }));
    /// ```
    #[track_caller]
    pub fn cancel(&self) -> bool {
        let mut state = lock(&self.shared.state);
        if self.done() {
            return false;
        }
        state.cancel_requested = true;
        let waker = state.waker.take();
        drop(state);
        record!(task("cancel requested", &self.shared));
        wake(waker);
        true
    }

    /// `task.exception()`: why the task has no value; `None` if it returned one. An `Err` that it
    /// returned is a value like any other. For a cancelled task it is [`TaskError::Cancelled`], where
    /// asyncio raises `CancelledError`.
    ///
    /// # Panics
    /// While the task is pending, where asyncio raises `InvalidStateError`.
    ///
    /// ```
    /// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
    /// use asyncio::{Task, TaskError, create_task};
    ///
    /// let task: Task<()> = create_task(async { panic!("no such file") });
    /// task.add_done_callback(|task| {
    ///     let error = TaskError::Panicked("no such file".to_string());
    ///     assert_eq!(task.exception(), Some(error));
    /// });
    /// assert!(task.await.is_err());
    /// # }));
    /// ```
    #[track_caller]
    pub fn exception(&self) -> Option<TaskError> {
        self.retrieve().as_ref().err().cloned()
    }

    #[track_caller]
    fn retrieve(&self) -> &Result<Value, TaskError> {
        let result = self.shared.result.get();
        let result = result.expect("the task is pending: it has no result and no exception");
        self.shared.retrieved.store(true, Relaxed);
        result
    }
}

impl<T: Clone + Send + Sync + 'static> Task<T> {
    /// `task.result()`: a clone of the task's value.
    ///
    /// # Errors
    /// If the task was cancelled or panicked.
    ///
    /// # Panics
    /// While the task is pending, where asyncio raises `InvalidStateError`.
    ///
    /// ```
    /// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
    /// let task = asyncio::create_task(async { 42 });
    /// task.add_done_callback(|task| assert_eq!(task.result(), Ok(42)));
    /// task.await.unwrap();
    /// # }));
    /// ```
    #[track_caller]
    pub fn result(&self) -> Result<T, TaskError> {
        match self.retrieve() {
            Ok(value) => Ok(value.downcast_ref::<T>().expect("the value is a T").clone()),
            Err(error) => Err(error.clone()),
        }
    }
}

impl Drop for Shared {
    /// Reports a panic that nothing has retrieved (asyncio: "Task exception was never retrieved"), then
    /// drops the value.
    fn drop(&mut self) {
        let result = self.result.take();
        if let (Some(Err(TaskError::Panicked(message))), false) =
            (&result, *self.retrieved.get_mut())
        {
            report(&format!("{} panicked, and that was never retrieved: {message}", self.name()));
        }
        discard(catch(|| drop(result))); // with the value, whose destructor may panic
    }
}
