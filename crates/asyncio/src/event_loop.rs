//! The loop: which tasks there are. It does not poll them, the runtime does.

use std::collections::HashSet;
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use crate::core::{Core, lock};
use crate::coroutine::Coroutine;
use crate::task::{AnyTask, Task};

/// A task, as [`run`](crate::run) hands it to the runtime.
pub type BoxFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

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
    /// Those of `tasks` that had left, until a callback was added.
    late: Vec<AnyTask>,
    /// All tasks have been cancelled, and no more are admitted.
    closed: bool,
    /// `run` is gone, so nobody would call a late callback.
    over: bool,
}

impl EventLoop {
    pub(crate) fn new(spawn: impl Fn(BoxFuture) + Send + Sync + 'static) -> Self {
        let (state, changed) = Default::default();
        EventLoop { spawn: Box::new(spawn), state, changed }
    }

    pub(crate) fn create_task<T: Send + 'static>(
        self: &Arc<Self>,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Task<T> {
        let task = self.admit();
        let coroutine = Coroutine::new(task.any(), future);
        if task.core.admitted {
            (self.spawn)(Box::pin(coroutine));
        } else {
            drop(coroutine); // which cancels the task
        }
        task
    }

    fn admit<T>(self: &Arc<Self>) -> Task<T> {
        let mut state = lock(&self.state);
        state.created += 1;
        let task = Task::new(Arc::new(Core {
            event_loop: self.clone(),
            number: state.created,
            admitted: !state.closed,
            state: Mutex::default(),
            left: event_listener::Event::new(),
        }));
        if task.core.admitted {
            state.tasks.insert(task.any());
        }
        task
    }

    /// A callback was added to a task that had left: lists it again, until `run` has called it.
    pub(crate) fn readmit(&self, task: AnyTask) -> bool {
        let mut state = lock(&self.state);
        let readmitted = task.core.admitted && !state.over;
        if readmitted {
            state.tasks.insert(task.clone());
            state.late.push(task);
        }
        readmitted
    }

    /// True if it was the last.
    pub(crate) fn remove(&self, task: &AnyTask) -> bool {
        let mut state = lock(&self.state);
        state.tasks.remove(task);
        state.tasks.is_empty()
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

    /// What `run` does: it calls late callbacks until there is no task left.
    pub(crate) async fn until_empty(&self) {
        loop {
            let changed = self.changed.listen();
            let late = {
                let mut state = lock(&self.state);
                state.over = state.tasks.is_empty();
                if state.over {
                    return;
                }
                mem::take(&mut state.late)
            };
            if late.is_empty() {
                changed.await;
            }
            late.iter().for_each(AnyTask::call_back);
        }
    }
}

/// Held by `run` until it returns or is dropped. In the latter case nobody waits for the tasks.
pub(crate) struct EndOnDrop<'a>(pub(crate) &'a EventLoop);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.close();
        let late = {
            let mut state = lock(&self.0.state);
            state.over = true;
            mem::take(&mut state.late)
        };
        late.iter().for_each(AnyTask::call_back);
    }
}
