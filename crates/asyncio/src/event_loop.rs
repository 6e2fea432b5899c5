//! The loop: which tasks there are. It does not poll them, the runtime does.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::mem;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use slab::Slab;

use crate::coroutine::Coroutine;
use crate::event::{lock, wake};
use crate::record;
use crate::shared::{self, End, Shared};
use crate::task::{AnyTask, Task};

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
    spawn: impl Fn(Coroutine) + Send + Sync + 'static,
    main: impl Future<Output = T> + Send + 'static,
) -> T {
    record::start();
    let event_loop = Arc::new(EventLoop { spawn: Box::new(spawn), state: Mutex::default() });
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
    spawn: Box<dyn Fn(Coroutine) + Send + Sync>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    created: usize,
    /// A task that is off the list keeps its place until its last callback's thread has let go of it.
    tasks: Slab<Option<Arc<Shared>>>,
    /// Tasks that are on the list again, because they got one more callback.
    late: Vec<Arc<Shared>>,
    /// All tasks have been cancelled, and no more are admitted.
    closed: bool,
    /// `run` is gone, so nobody would call a late callback.
    over: bool,
    /// Wakes `run`.
    waker: Option<Waker>,
}

impl EventLoop {
    pub(crate) fn create_task<T: Send + 'static>(
        self: &Arc<Self>,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Task<T> {
        let (task, admitted) = self.admit();
        record::created(&task, &future);
        let coroutine = Coroutine { running: Some((task.clone(), Box::pin(future))) };
        if admitted {
            (self.spawn)(coroutine);
        } else {
            drop(coroutine); // which cancels the task
        }
        Task::new(task)
    }

    fn admit(self: &Arc<Self>) -> (Arc<Shared>, bool) {
        let mut state = lock(&self.state);
        state.created += 1;
        let (number, admitted) = (state.created, !state.closed);
        let entry = state.tasks.vacant_entry();
        let inner = shared::State { admitted, place: entry.key(), ..shared::State::default() };
        let event_loop = self.clone();
        let task = Arc::new(Shared { event_loop, number, state: Mutex::new(inner) });
        entry.insert(admitted.then(|| task.clone()));
        (task, admitted)
    }

    /// Puts a task on the list again, for `run` to call its late callback. False if it is too late.
    pub(crate) fn readmit(&self, task: &Arc<Shared>, task_state: &mut shared::State) -> bool {
        let mut state = lock(&self.state);
        let readmitted = task_state.admitted && !state.over;
        if readmitted {
            task_state.place = state.tasks.insert(Some(task.clone()));
            state.late.push(task.clone());
        }
        readmitted
    }

    /// Takes a task off the list. `let_go` must follow when the caller has dropped it.
    pub(crate) fn remove(&self, place: usize) {
        lock(&self.state).tasks[place] = None;
    }

    pub(crate) fn let_go(&self, place: usize) {
        let mut state = lock(&self.state);
        state.tasks.remove(place);
        let waker = if state.tasks.is_empty() { state.waker.take() } else { None };
        drop(state);
        wake(waker);
    }

    pub(crate) fn tasks(&self) -> BTreeSet<AnyTask> {
        let mut state = lock(&self.state);
        let tasks: Vec<_> = state.tasks.iter().filter_map(|(_, task)| task.clone()).collect();
        state.tasks.shrink_to_fit(); // its free end, which later lists would go through
        drop(state);
        tasks.into_iter().map(Task::new).collect()
    }

    /// Cancels all tasks and admits no more. False if that had been done before.
    pub(crate) fn close(&self) -> bool {
        if mem::replace(&mut lock(&self.state).closed, true) {
            return false;
        }
        for task in self.tasks() {
            task.cancel();
        }
        true
    }

    pub(crate) fn wake_run(&self) {
        let waker = lock(&self.state).waker.take();
        wake(waker);
    }

    /// Calls late callbacks until there is no task on the list.
    fn poll_empty(&self, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        let mut state = lock(&self.state);
        state.over = state.tasks.is_empty();
        if state.over {
            return Poll::Ready(());
        }
        let _previous = state.waker.replace(waker); // which is dropped when nothing is locked
        let late = mem::take(&mut state.late);
        drop(state);
        // Whatever comes meanwhile wakes `run` again, after the tasks have had their turn.
        late.into_iter().for_each(Shared::run_callbacks);
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
        let (_waker, late) = (state.waker.take(), mem::take(&mut state.late));
        drop(state);
        late.into_iter().for_each(Shared::run_callbacks);
    }
}
