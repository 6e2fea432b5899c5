//! What runs on this thread, and whether it can still record.

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
    /// The innermost is the last. Never dropped, because a runtime may drop its tasks in the destructor of
    /// another thread-local.
    static ACTORS: ManuallyDrop<RefCell<Vec<Actor>>> =
        const { ManuallyDrop::new(RefCell::new(Vec::new())) };
    static THREAD_ENDS: Cell<bool> = const { Cell::new(false) };
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

/// The task or callback that runs on this thread. `None` if there is none, as when `run` creates main's task.
pub(super) fn by() -> Option<Actor> {
    ACTORS.with(|actors| actors.borrow().last().copied())
}

/// Records, unless this thread is ending. The subscriber uses thread-locals, and panics once they have been
/// dropped. Ours is first used after theirs, so it is dropped before them; from then on nothing is recorded.
pub(super) fn unless_thread_ends(record: impl FnOnce()) {
    if !THREAD_ENDS.get() {
        discard(catch(record)); // a subscriber may panic
        let _ = AT_END.try_with(|_| ());
    }
}

struct AtEnd;

impl Drop for AtEnd {
    fn drop(&mut self) {
        THREAD_ENDS.set(true);
    }
}
