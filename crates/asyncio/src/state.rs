//! The data of a task and of a loop. The files that follow work on it.

use std::any::Any;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::{Arc, Mutex, OnceLock};
use std::task::{Context, Poll, Waker};

use crate::error::{Payload, TaskError};
use crate::flag::{Flag, lock};

/// `asyncio.Task`: a handle to a task, for awaiting, cancelling or querying it.
///
/// `task.await` waits until the task is done and its callbacks have returned. It gives a clone of the
/// task's value, because any number of handles can wait. Dropping a handle, or an await, cancels
/// nothing. Cancelling a task that waits does not cancel the task that it waits for; in asyncio it does.
///
/// Handles to the same task are equal. In one loop, older tasks come first. A task that awaits itself
/// panics, as does a callback that blocks on its own task.
///
/// ```
/// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
/// use std::collections::HashSet;
/// use std::sync::{Arc, Mutex};
///
/// use asyncio::create_task;
///
/// // asyncio's idiom for background tasks: a set from which each removes itself.
/// let background = Arc::new(Mutex::new(HashSet::new()));
/// let task = create_task(async { 42 });
/// background.lock().unwrap().insert(task.clone());
/// let discard = background.clone();
/// task.add_done_callback(move |task| {
///     discard.lock().unwrap().remove(task);
/// });
/// assert_eq!(task.await, Ok(42));
/// assert!(background.lock().unwrap().is_empty());
/// # }));
/// ```
pub struct Task<T> {
    pub(crate) shared: Arc<Shared>,
    /// This handle's number among the task's waiters, while it waits. A clone gets its own.
    pub(crate) waiter: Option<u64>,
    /// `fn() -> T`, so that a handle is `Unpin` for every `T`: polling it changes `waiter`.
    marker: PhantomData<fn() -> T>,
}

/// A task of any type: what [`all_tasks`](crate::all_tasks) and [`current_task`](crate::current_task)
/// give. It has every method of [`Task`] except `result()`, and awaiting it gives `Result<(), TaskError>`.
///
/// ```
/// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
/// let task = asyncio::create_task(async { 42 });
/// let any = asyncio::AnyTask::from(&task);
/// assert_eq!(any.await, Ok(()));
/// # }));
/// ```
pub type AnyTask = Task<AnyValue>;

/// Stands for the type that an [`AnyTask`] does not know.
#[derive(Debug)]
pub enum AnyValue {}

impl<T> Task<T> {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Task { shared, waiter: None, marker: PhantomData }
    }
}

/// What all handles to a task share.
pub(crate) struct Shared {
    pub(crate) event_loop: Arc<EventLoop>,
    /// Counted from 1 in each loop. Main is number 1.
    pub(crate) number: usize,
    /// The task's index in its loop's list. It changes only while the loop is locked.
    pub(crate) index: AtomicUsize,
    /// How the task ended; unset while it is pending. It is set only while `state` is locked, and read
    /// without a lock, so that no lock is held while the value is cloned.
    pub(crate) result: OnceLock<Result<Value, TaskError>>,
    /// Whether the result or the exception has been read.
    pub(crate) retrieved: AtomicBool,
    pub(crate) state: Mutex<TaskState>,
}

/// What a coroutine returned. Only `Task<T>` knows the type.
pub(crate) type Value = Box<dyn Any + Send + Sync>;

/// The part of a task that a lock protects. No user code (callback, waker, destructor) runs while the lock
/// is held, because that may use the task. Lock order: task, then loop.
#[derive(Default)]
pub(crate) struct TaskState {
    pub(crate) name: Option<Box<str>>,
    /// A `Vec` that needs no allocation for one callback, because most tasks have one.
    pub(crate) callbacks: smallvec::SmallVec<[(CallbackId, Callback); 1]>,
    /// Set while the task is done and no callback is left. `task.await` waits for this flag.
    pub(crate) callbacks_done: Flag,
    /// Whether the coroutine was polled.
    pub(crate) started: bool,
    pub(crate) cancel_requested: bool,
    /// Wakes the coroutine, so that it sees `cancel_requested`.
    pub(crate) waker: Option<Waker>,
}

/// Names a callback for [`Task::remove_done_callback`]; [`Task::add_done_callback`] returns it. Closures,
/// unlike Python's functions, cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CallbackId(pub(crate) u64);

/// The list does not know `T`: each callback gets the `Shared` and makes its own `Task<T>`.
pub(crate) type Callback = Box<dyn FnOnce(&Arc<Shared>) + Send>;

/// What the runtime polls: [`run`](crate::run) passes one for each task to `spawn`.
///
/// ```
/// fn spawn(task: asyncio::Coroutine) {
///     smol::spawn(task).detach();
/// }
///
/// smol::block_on(asyncio::run(spawn, async {}));
/// ```
#[expect(missing_debug_implementations, reason = "its future may have none")]
pub struct Coroutine {
    /// `None` once the coroutine has ended.
    pub(crate) running: Option<(Arc<Shared>, BoxedFuture)>,
}

type BoxedFuture = Pin<Box<dyn ErasedFuture>>;

/// A future with a value of any type. (An `async` block drops it while its panic unwinds; a second panic aborts.)
pub(crate) trait ErasedFuture: Send {
    fn poll_erased(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Value>;
}

impl<F: Future<Output: Send + Sync + 'static> + Send> ErasedFuture for F {
    fn poll_erased(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Value> {
        self.poll(cx).map(|value| Box::new(value) as Value)
    }
}

/// The tasks of one `run`. It polls none of them: the runtime does.
#[derive(Default)]
pub(crate) struct EventLoop {
    pub(crate) state: Mutex<LoopState>,
}

/// The part of a loop that a lock protects. `run` returns when `unreleased` is 0.
#[derive(Default)]
pub(crate) struct LoopState {
    /// `None` once `run` has ended.
    pub(crate) spawn: Option<Spawn>,
    /// How many tasks have been created.
    pub(crate) created: usize,
    /// What `all_tasks()` returns, in no order.
    pub(crate) tasks: Vec<Arc<Shared>>,
    /// How many tasks `run` waits for: those in the list, and those that have just left it, until
    /// the thread that removed them has dropped its handle.
    pub(crate) unreleased: usize,
    /// Finished tasks with callbacks that `run` will call.
    pub(crate) deferred: Vec<Arc<Shared>>,
    /// All tasks are being cancelled, or have been; new ones are cancelled from the start.
    pub(crate) closed: bool,
    /// Wakes `run`.
    pub(crate) waker: Option<Waker>,
    /// The payload of main's panic, with which `run` panics again.
    pub(crate) main_panic: Option<Payload>,
}

pub(crate) type Spawn = Arc<dyn Fn(Coroutine) + Send + Sync>;

impl Shared {
    pub(crate) fn name(&self) -> String {
        let name = lock(&self.state).name.clone();
        name.map_or_else(|| format!("Task-{}", self.number), String::from)
    }

    pub(crate) fn is_main(&self) -> bool {
        self.number == 1
    }
}
