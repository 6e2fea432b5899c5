//! The list of tasks.

use std::collections::BTreeSet;
use std::mem;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, OnceLock};

use crate::current::{Current, OUTSIDE, current_loop, enter};
use crate::error::discard;
use crate::flag::{lock, wake};
use crate::state::{AnyTask, EventLoop, LoopState, Shared, Spawn, Task, TaskState};

/// `asyncio.all_tasks()`: the tasks of this loop, main included, that are not done or have callbacks
/// that have not returned, in the order in which they were created. (asyncio's have no order, and a
/// task leaves as soon as it is done.)
///
/// # Panics
/// Outside tasks and done callbacks, like [`create_task`](crate::create_task).
///
/// ```
/// # smol::block_on(asyncio::run(|task| smol::spawn(task).detach(), async {
/// use asyncio::{all_tasks, current_task};
///
/// let mut tasks = all_tasks();
/// assert!(tasks.remove(&current_task().unwrap()));
/// assert!(tasks.is_empty());
/// # }));
/// ```
#[track_caller]
pub fn all_tasks() -> BTreeSet<AnyTask> {
    let tasks = current_loop().expect(OUTSIDE).tasks();
    record!(listed(&tasks));
    tasks
}

impl EventLoop {
    /// Creates a task and lists it: the first step of `create_task`. Returns no `spawn` if the loop is
    /// closed. Then `create_task` drops the coroutine.
    pub(crate) fn register(
        self: &Arc<Self>,
        name: Option<Box<str>>,
    ) -> (Arc<Shared>, Option<Spawn>) {
        let mut state = lock(&self.state);
        state.created += 1;
        let spawn = if state.closed { None } else { state.spawn.clone() };
        let task = Arc::new(Shared {
            event_loop: self.clone(),
            number: state.created,
            index: AtomicUsize::new(0),
            result: OnceLock::new(),
            retrieved: AtomicBool::new(false),
            state: Mutex::new(TaskState { name, ..TaskState::default() }),
        });
        state.insert(&task);
        (task, spawn)
    }

    /// `add_done_callback` calls this if the task is done. Returns whether the callback will run: yes,
    /// unless the loop is closed. If the earlier ones have all returned (`is_late`), lists the task again,
    /// for `run` to call it.
    pub(crate) fn accept_callback(&self, task: &Arc<Shared>, is_late: bool) -> bool {
        let mut state = lock(&self.state);
        if is_late && !state.closed {
            state.insert(task);
            state.deferred.push(task.clone());
        }
        !state.closed
    }

    /// Leaves a task's callbacks to `run`. A thread that has run the task's callbacks calls this if others
    /// were added meanwhile. Returns the task if the loop is closed.
    pub(crate) fn defer(&self, task: Arc<Shared>) -> Result<(), Arc<Shared>> {
        let mut state = lock(&self.state);
        if state.closed {
            return Err(task);
        }
        state.deferred.push(task);
        drop(state);
        self.wake_run();
        Ok(())
    }

    /// Removes a task from the list. The thread that ran the task's last callback calls this. Then it
    /// drops its handle and calls `release`.
    pub(crate) fn remove(&self, task: &Shared) {
        let tasks = &mut lock(&self.state).tasks;
        let index = task.index.load(Relaxed);
        tasks.swap_remove(index); // the caller still has a handle, so no destructor runs here
        if let Some(moved) = tasks.get(index) {
            moved.index.store(index, Relaxed);
        }
        // Frees memory once the list is much shorter than it was.
        if tasks.len() < tasks.capacity() / 4 {
            tasks.shrink_to(2 * tasks.len());
        }
    }

    /// Tells `run` that it need not wait for a task any more. The thread that removed the task calls this
    /// after it has dropped its handle.
    pub(crate) fn release(&self) {
        let mut state = lock(&self.state);
        state.unreleased -= 1;
        let waker = if state.unreleased == 0 { state.waker.take() } else { None };
        drop(state);
        wake(waker);
    }

    /// Wakes `run`, for example because a late callback was added.
    pub(crate) fn wake_run(&self) {
        let waker = lock(&self.state).waker.take();
        wake(waker);
    }

    pub(crate) fn tasks(&self) -> BTreeSet<AnyTask> {
        let tasks = lock(&self.state).tasks.clone();
        tasks.into_iter().map(Task::new).collect()
    }

    /// Cancels all tasks; from now on new ones are cancelled from the start. Returns false if the loop
    /// was closed already.
    pub(crate) fn close(self: &Arc<Self>) -> bool {
        let was_open = !mem::replace(&mut lock(&self.state).closed, true);
        if was_open {
            // This may drop the last handle to a task, and with it the value.
            let cancel_all = || self.tasks().iter().for_each(|task| _ = task.cancel());
            discard(enter(Current::Destructor(self.clone()), cancel_all));
        }
        was_open
    }
}

impl LoopState {
    fn insert(&mut self, task: &Arc<Shared>) {
        task.index.store(self.tasks.len(), Relaxed);
        self.tasks.push(task.clone());
        self.unreleased += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_shrinks_when_tasks_finish() {
        let event_loop = Arc::new(EventLoop::default());
        lock(&event_loop.state).spawn = Some(Arc::new(drop));
        let mut tasks: Vec<_> = (0..10_000).map(|_| event_loop.register(None).0).collect();
        let last = tasks.pop().unwrap();
        tasks.iter().for_each(|task| event_loop.remove(task));
        assert_eq!(Vec::from_iter(event_loop.tasks()), [Task::new(last)]);
        assert!(lock(&event_loop.state).tasks.capacity() < 10);
    }
}
