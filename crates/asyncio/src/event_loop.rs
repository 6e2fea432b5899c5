//! The loop: which tasks there are. It does not poll them, the runtime does.

use std::collections::HashSet;
use std::mem;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use crate::coroutine::Coroutine;
use crate::shared::{End, Shared, lock};
use crate::task::{AnyTask, Task};

/// A boxed future: how [`run`] hands a task to the runtime.
pub type BoxFuture<T = ()> = Pin<Box<dyn Future<Output = T> + Send>>;

/// `asyncio.run()`: runs `main` as the first task of a new loop. When main ends, closes the loop,
/// waits for the other tasks and their callbacks, and returns main's value.
///
/// `spawn` is all that this crate knows of a runtime: it has the runtime run a future, and lets go
/// of it ("detaches" it). It is dropped with the last handle of a task, on whichever thread that is,
/// so it should own no runtime.
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
    let event_loop = Arc::new(EventLoop::new(spawn));
    let _end = EndOnDrop(&event_loop);
    let main_task = event_loop.create_task(main);
    event_loop.until_empty().await;
    match main_task.shared.take_end() {
        End::Returned(value) => *value.downcast().expect("a T"),
        End::Panicked(panic) => resume_unwind(panic),
        End::Cancelled => panic!("main was cancelled"),
    }
}

pub(crate) struct EventLoop {
    spawn: Box<dyn Fn(BoxFuture) + Send + Sync>,
    state: Mutex<State>,
    /// Wakes `run`.
    changed: event_listener::Event,
}

#[derive(Default)]
struct State {
    created: usize,
    tasks: HashSet<AnyTask>,
    /// Tasks that are on the list again, because they got one more callback.
    late: Vec<AnyTask>,
    /// How many have been taken off `tasks`, but not let go of.
    removing: usize,
    /// All tasks have been cancelled, and no more are admitted.
    closed: bool,
    /// `run` is gone, so nobody would call a late callback.
    over: bool,
}

impl State {
    fn is_empty(&self) -> bool {
        self.tasks.is_empty() && self.removing == 0
    }
}

impl EventLoop {
    fn new(spawn: impl Fn(BoxFuture) + Send + Sync + 'static) -> Self {
        EventLoop {
            spawn: Box::new(spawn),
            state: Mutex::default(),
            changed: event_listener::Event::new(),
        }
    }

    pub(crate) fn create_task<T: Send + 'static>(
        self: &Arc<Self>,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Task<T> {
        let task = self.admit();
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
            waiters: event_listener::Event::new(),
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

    /// Takes a task off the list. `removed` must follow when the caller has let go of it.
    pub(crate) fn remove(&self, task: &AnyTask) {
        let mut state = lock(&self.state);
        state.tasks.remove(task);
        state.removing += 1;
    }

    pub(crate) fn removed(&self) {
        let is_empty = {
            let mut state = lock(&self.state);
            state.removing -= 1;
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
        self.changed.notify(1);
    }

    /// Calls late callbacks until there is no task on the list.
    async fn until_empty(&self) {
        loop {
            let changed = self.changed.listen();
            let late = {
                let mut state = lock(&self.state);
                state.over = state.is_empty();
                if state.over {
                    return;
                }
                mem::take(&mut state.late)
            };
            if late.is_empty() {
                changed.await;
            } else {
                late.into_iter().for_each(AnyTask::run_callbacks);
            }
        }
    }
}

/// Held by `run`, which may be dropped before its end.
struct EndOnDrop<'a>(&'a EventLoop);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close();
        let late = {
            let mut state = lock(&self.0.state);
            state.over = true;
            mem::take(&mut state.late)
        };
        late.into_iter().for_each(AnyTask::run_callbacks);
    }
}
