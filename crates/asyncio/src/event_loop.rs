//! The loop: which tasks there are. It does not poll them, the runtime does.

use std::collections::HashSet;
use std::future::poll_fn;
use std::mem;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use crate::coroutine::Coroutine;
use crate::event::{Event, lock, wake};
use crate::record;
use crate::shared::{End, Shared};
use crate::task::{AnyTask, Task};

/// A boxed future: how [`run`] hands a task to the runtime.
pub type BoxFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// `asyncio.run()`: runs `main` as the first task of a new loop. When main ends, closes the loop,
/// waits for the other tasks and their callbacks, and returns main's value.
///
/// `spawn` is all that this crate knows of a runtime: it has the runtime run a future, and lets go
/// of it ("detaches" it). It is dropped with the last handle of a task, on whichever thread that is,
/// so it should own no runtime. It cannot be `create_task`, which would call it again.
///
/// A loop is closed when main ends, when this future is dropped, or when the runtime drops a task
/// unfinished, as it does when it shuts down. Then all tasks are cancelled, and so is whatever
/// [`create_task`](crate::create_task) still creates. `run` waits without a time limit: a task that
/// never comes to a suspension point holds it up, and so do callbacks that add callbacks to finished
/// tasks for ever. If it is dropped, nobody waits.
///
/// # Panics
/// If main panicked, with its panic; if main was cancelled; if `spawn` panics.
pub async fn run<T: Send + 'static>(
    spawn: impl Fn(BoxFuture) + Send + Sync + 'static,
    main: impl Future<Output = T> + Send + 'static,
) -> T {
    record::start();
    let event_loop = Arc::new(EventLoop::new(spawn));
    let _end = EndOnDrop(&event_loop);
    let main_task = event_loop.create_task(main);
    poll_fn(|cx| event_loop.poll_empty(cx)).await;
    match main_task.shared.take_end() {
        End::Returned(value) => *value.downcast().expect("a T"),
        End::Panicked(panic) => resume_unwind(panic),
        End::Cancelled => panic!("main was cancelled"),
    }
}

pub(crate) struct EventLoop {
    spawn: Box<dyn Fn(BoxFuture) + Send + Sync>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    created: usize,
    tasks: HashSet<AnyTask>,
    /// Tasks that are on the list again, because they got one more callback.
    late: Vec<AnyTask>,
    /// How many are off the list, but their last callback's thread has not let go of them yet.
    leaving: usize,
    /// All tasks have been cancelled, and no more are admitted.
    closed: bool,
    /// `run` is gone, so nobody would call a late callback.
    over: bool,
    /// Wakes `run`.
    waker: Option<Waker>,
}

impl State {
    fn is_empty(&self) -> bool {
        self.tasks.is_empty() && self.leaving == 0
    }
}

impl EventLoop {
    fn new(spawn: impl Fn(BoxFuture) + Send + Sync + 'static) -> Self {
        EventLoop { spawn: Box::new(spawn), state: Mutex::default() }
    }

    pub(crate) fn create_task<T: Send + 'static>(
        self: &Arc<Self>,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Task<T> {
        let task = self.admit();
        record::created(&task, &future);
        let coroutine = Coroutine::new(task.any(), future);
        if task.shared.admitted {
            (self.spawn)(Box::pin(coroutine));
        } else {
            drop(coroutine); // which cancels the task
        }
        task
    }

    fn admit<T>(self: &Arc<Self>) -> Task<T> {
        let mut state = lock(&self.state);
        state.created += 1;
        let task = Task::new(Arc::new(Shared {
            event_loop: self.clone(),
            number: state.created,
            admitted: !state.closed,
            state: Mutex::default(),
            called_back: Event::new(),
        }));
        if task.shared.admitted {
            state.tasks.insert(task.any());
        }
        task
    }

    /// Puts a task on the list again, for `run` to call its late callback. False if it is too late.
    pub(crate) fn readmit(&self, task: AnyTask) -> bool {
        let mut state = lock(&self.state);
        let readmitted = task.shared.admitted && !state.over;
        if readmitted {
            state.tasks.insert(task.clone());
            state.late.push(task);
        }
        readmitted
    }

    /// Takes a task off the list. `let_go` must follow when the caller has dropped it.
    pub(crate) fn remove(&self, task: &AnyTask) {
        let mut state = lock(&self.state);
        state.tasks.remove(task);
        state.leaving += 1;
    }

    pub(crate) fn let_go(&self) {
        let is_empty = {
            let mut state = lock(&self.state);
            state.leaving -= 1;
            state.is_empty()
        };
        if is_empty {
            self.wake_run();
        }
    }

    pub(crate) fn tasks(&self) -> HashSet<AnyTask> {
        lock(&self.state).tasks.clone()
    }

    /// Cancels all tasks and admits no more. False if that had been done before.
    pub(crate) fn close(&self) -> bool {
        let was_closed = mem::replace(&mut lock(&self.state).closed, true);
        if !was_closed {
            for task in self.tasks() {
                task.cancel();
            }
        }
        !was_closed
    }

    pub(crate) fn wake_run(&self) {
        let waker = lock(&self.state).waker.take();
        wake(waker);
    }

    /// Calls late callbacks until there is no task on the list.
    fn poll_empty(&self, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        let mut state = lock(&self.state);
        state.over = state.is_empty();
        if state.over {
            return Poll::Ready(());
        }
        let previous = state.waker.replace(waker);
        let late = mem::take(&mut state.late);
        drop(state);
        // Whatever comes meanwhile wakes `run` again, after the tasks have had their turn.
        late.into_iter().for_each(AnyTask::run_callbacks);
        drop(previous);
        Poll::Pending
    }
}

/// Held by `run`, which may be dropped before its end.
struct EndOnDrop<'a>(&'a EventLoop);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close();
        let mut state = lock(&self.0.state);
        state.over = true;
        let waker = state.waker.take();
        let late = mem::take(&mut state.late);
        drop(state);
        drop(waker);
        late.into_iter().for_each(AnyTask::run_callbacks);
    }
}
