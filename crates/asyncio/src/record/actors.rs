//! What runs on this thread, and whether one can still record on it.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;

use crate::error::{catch, discard};

/// A task, or a callback of one.
#[derive(Clone, Copy)]
pub(super) struct Actor {
    pub(super) run: usize,
    pub(super) task: usize,
    pub(super) is_callback: bool,
}

thread_local! {
    /// The innermost is the last. It outlives the thread's destructors, since in one of them a runtime may
    /// drop its tasks.
    static ACTORS: ManuallyDrop<RefCell<Vec<Actor>>> =
        const { ManuallyDrop::new(RefCell::new(Vec::new())) };
    static IS_OVER: Cell<bool> = const { Cell::new(false) };
    static AT_END: AtEnd = const { AtEnd };
}

impl Actor {
    pub(super) fn enter(self) -> Entered {
        ACTORS.with(|actors| actors.borrow_mut().push(self));
        Entered
    }
}

pub(super) struct Entered;

impl Drop for Entered {
    fn drop(&mut self) {
        ACTORS.with(|actors| actors.borrow_mut().pop());
    }
}

/// The task or callback that does it; `None` outside, as when a timer wakes a task.
pub(super) fn by() -> Option<Actor> {
    ACTORS.with(|actors| actors.borrow().last().copied())
}

/// What writes the lines has thread-locals of its own, and panics when they are gone. Ours is used
/// after them the first time, so it goes before them, and from then on nothing is recorded.
pub(super) fn unless_over(record: impl FnOnce()) {
    if !IS_OVER.get() {
        discard(catch(record)); // a subscriber may panic
        let _ = AT_END.try_with(|_| ());
    }
}

struct AtEnd;

impl Drop for AtEnd {
    fn drop(&mut self) {
        IS_OVER.set(true);
    }
}
